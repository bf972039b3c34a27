/** What every rendering of a decision says, so that all of them say the same. */
import type { GateRequirement } from '../config/gate-policy.ts'
import { formatAge } from '../units.ts'
import type { GateDecision, RequirementAtGate, UnfitRun } from './decision.ts'

/** Of the runs that do not count, so many are shown of each drill; `--json` has all. */
const MOST_SHOWN = 5

export function badgeOf({ allowed }: Pick<GateDecision, 'allowed'>): 'allowed' | 'not allowed' {
  return allowed ? 'allowed' : 'not allowed'
}

/** `kill-node on compose, environment staging, with rate=50/s` */
export function placeWords({ drill, target, environment, set }: GateRequirement): string {
  const settings = Object.entries(set).map(([name, value]) => `${name}=${value}`)
  return [
    target === null ? drill : `${drill} on ${target}`,
    ...(environment === null ? [] : [`environment ${environment}`]),
    ...(settings.length === 0 ? [] : [`with ${settings.join(' ')}`]),
  ].join(', ')
}

/** `2 of 3 runs, within 7 days, proven` */
export function askedWords({ requirement, counted }: RequirementAtGate): string {
  const { runs, withinMs, proven } = requirement
  return [
    `${counted.length} of ${runs} ${runs === 1 ? 'run' : 'runs'}`,
    `within ${formatAge(withinMs)}`,
    ...(proven ? ['proven'] : []),
  ].join(', ')
}

/** The newest that do not count, each with its first reasons, and how many more there are. */
export function unfitLines({ unfit, met }: RequirementAtGate): string[] {
  if (met) return []
  const more = unfit.length - MOST_SHOWN
  return [
    ...unfit.slice(0, MOST_SHOWN).map(unfitWords),
    ...(more > 0
      ? [`${more} older ${more === 1 ? 'one does' : 'ones do'} not count either (--json has them)`]
      : []),
  ]
}

function unfitWords({ id, reasons }: UnfitRun): string {
  return `${id} does not count: ${reasons.map(({ why }) => why).join('; ')}`
}

/** Where nothing was found, it may be that the wrong place was looked at. */
export function lookedWords({ requirements, lookedIn, unreadable }: GateDecision): string[] {
  const none = requirements.every(
    ({ counted, failed, doubtful, unfit }) =>
      counted.length + unfit.length === 0 && failed === null && doubtful === null,
  )
  return [
    ...(none ? [`There is no record of these drills in ${lookedIn.join(', ')}.`] : []),
    ...(unreadable.length === 0
      ? []
      : [
          `No record, or one that cannot be read, was changed since it was sealed, or lies too deep: ${firstOf(unreadable)}.`,
        ]),
  ]
}

/** Below a directory of anything there may be hundreds. */
function firstOf(places: readonly string[]): string {
  const more = places.length - MOST_SHOWN
  return `${places.slice(0, MOST_SHOWN).join(', ')}${more > 0 ? `, and ${more} more (--json has them)` : ''}`
}
