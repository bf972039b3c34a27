/** From a tested clause to what is said of it. */
import type { Objective } from '../drill/objective.ts'
import type { Finding } from './comparison.ts'
import { smallerIsWorse } from './scale.ts'
import { isWorse, type Tested } from './test-clause.ts'
import { ALPHA } from './values.ts'

export interface Decision {
  finding: Finding
  /** The smallest worsening that would have been called one, on the scale: a factor, or an amount. */
  couldSee: number
  /** Why it is too little data; null: it is not. */
  lack: Lack | null
}

/**
 * `lies-among`: seconds differ, and runs of the two sides lie among one another. `coarse`: one that matters would not
 * have been seen. `not-ruled-out`: it would, and the bounds still hold one.
 */
export type Lack = 'lies-among' | 'coarse' | 'not-ruled-out'

/** A worsening by less than this factor must have been seen, or too little is known to say that there was none. */
const COARSEST = 3

/** Of times: or it is small beside what the objective allows. */
const PART_OF_BOUND = 3

/** `apart`: with several runs a side, every one of the worse side is worse than every one of the other. */
export function decide(
  tested: Tested,
  objective: Objective,
  { correctedP, apart }: { correctedP: number; apart: boolean },
): Decision {
  const couldSee = smallestSeen(tested)
  const lack = lackOf(tested, objective, { differs: correctedP <= ALPHA, apart, couldSee })
  if (lack !== null) return { finding: 'too-little-data', couldSee, lack }
  if (correctedP > ALPHA) return { finding: 'no-difference', couldSee, lack }
  return { finding: isWorse(tested, objective) ? 'worse' : 'better', couldSee, lack }
}

function lackOf(
  tested: Tested,
  objective: Objective,
  { differs, apart, couldSee }: { differs: boolean; apart: boolean; couldSee: number },
): Lack | null {
  if (differs) return apart ? null : 'lies-among'
  const most = coarsest(tested, objective)
  if (!(couldSee <= most)) return 'coarse'
  return worstWithin(tested, objective) > most ? 'not-ruled-out' : null
}

/** The worst that the bounds hold, on the scale. */
function worstWithin({ scale, effect: { low, high } }: Tested, objective: Objective): number {
  if (scale === 'share' || !smallerIsWorse(objective)) return high
  return scale === 'ratio' ? 1 / low : -low
}

/** As far as the bounds reach, to whichever side they reach farther, beyond what is tolerated. */
function smallestSeen({ scale, effect, tolerance }: Tested): number {
  const { estimate, low, high } = effect
  // Where most of either never came, nothing shorter shows.
  if (!Number.isFinite(estimate)) return Number.POSITIVE_INFINITY
  if (scale !== 'ratio') return tolerance + Math.max(estimate - low, high - estimate)
  return low > 0 ? tolerance * Math.max(estimate / low, high / estimate) : Number.POSITIVE_INFINITY
}

function coarsest({ scale, tolerance, middle, least }: Tested, objective: Objective): number {
  if (scale === 'ratio')
    return Math.max(COARSEST, 2 * tolerance, 1 + boundMs(objective) / PART_OF_BOUND / middle)
  return (COARSEST - 1) * Math.max(least, middle, tolerance)
}

function boundMs({ bound }: Objective): number {
  return bound.op === 'notWorseThan' ? 0 : bound.value
}
