/** Works `longEnough()` out from objectives and rate: before the run, and never from what is seen in it. */
import { timeForMs } from './arrivals.ts'
import { describeObjective } from './describe.ts'
import type { LoadProfile, PhaseStep, ResolvedDrill } from './model.ts'
import type { Objective } from './objective.ts'
import { requiredRequests } from './requests.ts'

export type LongEnoughHold =
  | { durationMs: number; requests: number; objective: string; note: string }
  | { impossible: string; hint: string }

/**
 * The objectives that are judged in a phase, its own after those it inherits. What compares with this very phase is
 * left out: it would always hold.
 */
export function objectivesIn(phase: PhaseStep, drill: Pick<ResolvedDrill, 'expect'>): Objective[] {
  const comparesWithItself = ({ bound }: Objective) =>
    bound.op === 'notWorseThan' && bound.window === phase.name
  const inherited = phase.inherit ? drill.expect.filter((objective) => !comparesWithItself(objective)) : []
  return [...inherited, ...phase.expect].filter(({ over }) => over === 'window')
}

/**
 * How long the phase's strictest objective takes to be decided at the load's rate, rounded up to a whole second.
 * `atMs`: when the hold begins at the earliest, since the load began; `latestMs`: at the latest, for where a ramp falls the
 * load makes less then.
 */
export function longEnoughHold(
  phase: PhaseStep,
  drill: Pick<ResolvedDrill, 'expect' | 'load'>,
  atMs: number,
  latestMs: number = atMs,
): LongEnoughHold {
  const strictest = objectivesIn(phase, drill)
    .flatMap((objective) => {
      const needed = requiredRequests(objective)
      return needed ? [{ objective, needed }] : []
    })
    .toSorted((a, b) => b.needed.toProve - a.needed.toProve)[0]
  if (!strictest) {
    return {
      impossible: `nothing that is judged in phase "${phase.name}" is decided by a number of requests.`,
      hint: "Give the phase an objective such as uptime().atLeast('99.9%'), or a fixed time: hold('20s').",
    }
  }
  const { toProve, ofAll } = strictest.needed
  // One more than needed: an arrival that is due at the very end belongs to the next window.
  const tookMs = longestFrom(drill.load.profile, toProve + 1, { atMs, latestMs })
  if (tookMs === null) return unknownRate(drill.load.profile)
  return {
    durationMs: Math.ceil(tookMs / 1000) * 1000,
    requests: toProve,
    objective: describeObjective(strictest.objective),
    note: ofAll
      ? ''
      : 'The share of the load that this objective is about is not known; all requests are counted.',
  }
}

const LOOK_EVERY_MS = 1000
const MOST_LOOKS = 500

/** Null where that many never come from the earliest moment on; a later one from which they do not is passed over. */
function longestFrom(
  profile: LoadProfile,
  requests: number,
  { atMs, latestMs }: { atMs: number; latestMs: number },
): number | null {
  const fromFirst = timeForMs(profile, requests, atMs)
  if (fromFirst === null || profile.kind !== 'ramping-arrival-rate') return fromFirst
  // After the last stage its rate goes on.
  const endMs = Math.min(
    latestMs,
    profile.stages.reduce((sum, { durationMs }) => sum + durationMs, 0),
  )
  const everyMs = Math.max(LOOK_EVERY_MS, (endMs - atMs) / MOST_LOOKS)
  let longestMs = fromFirst
  for (let fromMs = atMs; fromMs < endMs; fromMs += everyMs)
    longestMs = Math.max(longestMs, timeForMs(profile, requests, fromMs) ?? 0)
  return Math.max(longestMs, endMs > atMs ? (timeForMs(profile, requests, endMs) ?? 0) : 0)
}

function unknownRate(profile: LoadProfile): LongEnoughHold {
  return {
    impossible:
      profile.kind === 'script'
        ? "the rate of a script's own scenarios is not known."
        : 'the ramp ends at nothing before enough requests are made.',
    hint: "Give a fixed time: hold('20s'), or a rate: load(name, { rate: '200/s' }).",
  }
}
