/** Steps that ship releases. How the target does it is its configuration's business: one drill fits all. */
import { closest } from 'fastest-levenshtein'
import type { Duration } from '../units.ts'
import { durationMs } from '../units.ts'
import type { Condition, Place, RefusedCode, ReleaseRef, Step, StrategyKind } from './model.ts'
import { REFUSED_CODES, STRATEGY_KINDS } from './model.ts'
import { here, mistake, readAt } from './place.ts'
import { releaseOf } from './releases.ts'
import { stepsOf } from './steps.ts'
import { leaves, visits } from './walk.ts'

/** A deploy that is watched is watched for a while after its last instance, or a slow burn would pass. */
const DEFAULT_BAKE = '10s'
/** What holds while all is well would end every deploy. */
const OF_HEALTH: readonly Condition['kind'][] = ['recovered', 'ready', 'serving']

/**
 * Ships a release behind the release gate, the way the target is configured to. `stopOn`: triggers; the first that
 * holds ends the deploy (see `trigger`, `unready`), and the drill rolls back. `bake`: how long they stay armed once
 * the last instance was switched; 10 s, or nothing where there are none. `strategy`: only for a drill that rehearses
 * just this one, which is a setting of the target; where the target has another, the plan is refused.
 * `orRolledBack`: a rollout that was begun and took itself back (an instance was lost, say) is no refusal: the drill goes
 * on with the release before.
 */
export function deploy(
  release: ReleaseRef,
  options: {
    stopOn?: readonly Condition[]
    bake?: Duration
    strategy?: StrategyKind
    orRolledBack?: boolean
  } = {},
): Step {
  const place = here()
  const stopOn = (options.stopOn ?? []).map((condition) => triggerOf(place, condition))
  const bake = options.bake ?? (stopOn.length > 0 ? DEFAULT_BAKE : '0s')
  return {
    kind: 'deploy',
    release: releaseOf(place, 'deploy()', release),
    stopOn,
    bakeMs: readAt(place, () => durationMs(bake)),
    ...(options.strategy === undefined ? {} : { strategy: strategyOf(place, options.strategy) }),
    ...(options.orRolledBack ? { orRolledBack: true } : {}),
    place,
  }
}

function strategyOf(place: Place, strategy: StrategyKind): StrategyKind {
  if (STRATEGY_KINDS.includes(strategy)) return strategy
  const what = `${JSON.stringify(strategy)} is no strategy.`
  throw mistake(place, what, `Write one of ${STRATEGY_KINDS.join(', ')}.`)
}

/**
 * Brings back the release that served before the latest deploy. `observed`: something else rolls back by itself, and
 * the drill only waits for it and times it.
 */
export function rollback(options: { observed?: boolean } = {}): Step {
  return { kind: 'rollback', observed: options.observed ?? false, place: here() }
}

/** Moves the schema to what a release brings (`up`), or takes that back (`down`), by the configured commands. */
export function migrate(release: ReleaseRef, options: { direction?: 'up' | 'down' } = {}): Step {
  const place = here()
  const direction = options.direction ?? 'up'
  if (direction !== 'up' && direction !== 'down') {
    throw mistake(place, `${JSON.stringify(direction)} is no direction.`, "Write 'up' or 'down'.")
  }
  return { kind: 'migrate', release: releaseOf(place, 'migrate()', release), direction, place }
}

/**
 * Takes a step that must be refused, or ended by a trigger, with just this code, or with any of a list. Anything else
 * fails the drill, and the steps after it are not taken.
 */
export function expectRefused(step: Step, options: { because: RefusedCode | readonly RefusedCode[] }): Step {
  const place = here()
  const [taken] = stepsOf(place, 'expectRefused()', [step])
  const because = codesOf(place, options?.because)
  const canBe = [...visits([taken!])].some(
    ({ step: { kind } }) => kind === 'deploy' || kind === 'rollback' || kind === 'migrate',
  )
  if (canBe) return { kind: 'expect-refused', step: taken!, because, place }
  throw mistake(
    place,
    'expectRefused() is given a step that nothing refuses.',
    'Give it a deploy(), rollback() or migrate().',
  )
}

function codesOf(place: Place, written: RefusedCode | readonly RefusedCode[] | undefined): RefusedCode[] {
  const codes = typeof written === 'string' ? [written] : [...(written ?? [])]
  const odd = codes.filter((code) => !REFUSED_CODES.includes(code))
  if (codes.length > 0 && odd.length === 0) return codes
  const meant = odd.length === 0 ? '' : ` Did you mean '${closest(String(odd[0]), REFUSED_CODES)}'?`
  throw mistake(
    place,
    'expectRefused() does not say why the step must be refused.',
    `Write { because: … } with one of ${REFUSED_CODES.join(', ')}.${meant}`,
  )
}

function triggerOf(place: Place, condition: Condition): Condition {
  const parts = typeof condition?.kind === 'string' ? leaves(condition) : []
  const healthy = parts.find(({ kind }) => OF_HEALTH.includes(kind))
  if (healthy) {
    throw mistake(
      place,
      `${healthy.kind}() in stopOn would end a deploy that goes well.`,
      "Write what must not be: trigger(errors().above('2%'), { over: '3s' }), unready().",
    )
  }
  if (parts.length > 0) return condition
  throw mistake(
    place,
    'stopOn holds something that is not a condition.',
    "Write trigger(errors().above('2%'), { over: '3s', for: '3s' }), unready() and the like.",
  )
}
