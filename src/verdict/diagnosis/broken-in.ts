/** When an objective was first broken in a window, by the kind of its indicator. */
import type { Indicator, Objective } from '../../drill/objective.ts'
import type { RunRecord } from '../../journal/record.ts'
import { bootsOf } from '../../measure/instances/boots.ts'
import { deathsOf } from '../../measure/instances/deaths.ts'
import { falseReadyRuns, servingIsSeen, unhealthyRuns } from '../../measure/instances/runs.ts'
import { watchOf } from '../../measure/instances/watch.ts'
import type { Measurements, Window } from '../../measure/measurements.ts'
import { type Bounds, holds } from '../../measure/membership.ts'
import { formatMs } from '../../units.ts'
import { firstFailure, firstSlow, firstSlowFailure } from './first-requests.ts'
import { tooFewReady } from './too-few-ready.ts'
import { slowDeploy, slowDetection, slowRecovery, slowRollback } from './too-long.ts'

export interface Broken {
  /** Run ms; null: not known. */
  atMs: number | null
  what: string
}

export interface Asked {
  objective: Objective
  /** In the indicator's unit. */
  limit: number
  /** Does a value miss the bound? */
  breaks: (value: number) => boolean
  window: Window
  record: RunRecord
  measurements: Measurements
}

/** Null: of this kind the moment is not known. */
export function brokenIn(asked: Asked): Broken | null {
  const { objective, window, limit, record } = asked
  const { indicator } = objective
  switch (indicator.kind) {
    case 'latency':
      return firstSlow(record, window, objective.filter, { percentile: indicator.percentile, limitMs: limit })
    case 'errors':
    case 'failures':
      return firstFailure(record, window, objective.filter)
    case 'failure-latency':
      return firstSlowFailure(record, window, objective.filter, asked.breaks)
    case 'uptime':
      return indicator.by === 'requests'
        ? firstFailure(record, window, objective.filter)
        : firstOutage(asked, 0)
    case 'interruption':
      return firstOutage(asked, limit)
    case 'recovery':
      return slowRecovery(asked)
    case 'rollback-time':
      return slowRollback(asked)
    case 'deploy-time':
      return slowDeploy(asked)
    case 'detection':
      return slowDetection(asked)
    default:
      return ofInstances(indicator, asked)
  }
}

function firstOutage({ measurements, window }: Asked, limitMs: number): Broken | null {
  const outage = measurements.outages.find(
    ({ startMs, endMs, open }) =>
      startMs < window.endMs && endMs > window.startMs && (open || endMs - startMs >= limitMs),
  )
  if (!outage) return null
  // It reached into windows before its own where a probe was under way when something was done.
  const atMs = Math.max(outage.atMs < window.endMs ? outage.atMs : outage.startMs, window.startMs)
  const length = outage.open ? 'which did not end' : `of ${formatMs(outage.endMs - outage.startMs)}`
  return { atMs, what: `the prober saw an outage begin, ${length}` }
}

function ofInstances(indicator: Indicator, asked: Asked): Broken | null {
  const { record, measurements, window, limit } = asked
  const { events } = record
  const watch = watchOf(events)
  const isSeen = servingIsSeen(watch)
  const first = (found: { name: string; atMs: number; words: string }[]): Broken | null => {
    const [earliest] = found.sort((a, b) => a.atMs - b.atMs)
    return earliest ? { atMs: earliest.atMs, what: `${earliest.name} ${earliest.words}` } : null
  }
  const lasting = (runsOf: (seen: Parameters<typeof falseReadyRuns>[0]) => Bounds[], words: string) =>
    first(
      [...watch.seen].flatMap(([name, seen]) =>
        runsOf(seen)
          .filter((run) => run.startMs < window.endMs && run.endMs > window.startMs)
          .filter(({ startMs, endMs }) => endMs - startMs > limit)
          .map(({ startMs }) => ({ name, atMs: startMs, words })),
      ),
    )
  switch (indicator.kind) {
    case 'false-ready':
      return lasting(
        (seen) => falseReadyRuns(seen.filter(({ state }) => isSeen(state))),
        'said that it was ready and could not serve',
      )
    case 'unhealthy':
      return lasting(
        (seen) => unhealthyRuns(seen, measurements.faults),
        'lived and did not say that it was healthy',
      )
    case 'deaths':
      return first(
        deathsOf(watch, events, measurements.faults)
          .filter(({ atMs }) => holds(window, atMs))
          .map(({ name, atMs, how }) => ({ name, atMs, words: `${how}, which nobody had asked for` })),
      )
    case 'boot-time':
      return first(
        bootsOf(watch, events)
          .filter(({ startMs, readyMs }) => (readyMs ?? Number.POSITIVE_INFINITY) - startMs > limit)
          .filter(({ startMs }) => holds(window, startMs))
          .map(({ name, startMs }) => ({
            name,
            atMs: startMs + limit,
            words: `was not ready ${formatMs(limit)} after its start`,
          })),
      )
    case 'ready-instances':
      return tooFewReady(asked)
    case 'writes':
    case 'jobs':
      return firstStory(indicator, measurements)
    case 'probe':
      return firstValue(indicator.name, limit, window, record)
    default:
      return null
  }
}

/** When the first write was sent that is not as it should be. */
function firstStory(
  { kind, wrong }: Extract<Indicator, { kind: 'writes' | 'jobs' }>,
  { ledger }: Measurements,
): Broken | null {
  const problem = kind === 'writes' ? wrong : (`job-${wrong}` as const)
  const story = ledger?.stories.find((each) => each.problem === problem)
  const atMs = story?.attempts[0]?.startMs
  return story && atMs !== undefined ? { atMs, what: `the write ${story.key} was sent` } : null
}

/** Of a named probe, the first value beyond the limit. Of a bound from below it is not known. */
function firstValue(name: string, limit: number, window: Window, { events }: RunRecord): Broken | null {
  const found = events.find(
    (event) =>
      event.type === 'named-probe' &&
      event.name === name &&
      holds(window, event.atMs) &&
      typeof event.value === 'number' &&
      event.value > limit,
  )
  return found?.type === 'named-probe'
    ? { atMs: found.atMs, what: `probe ${name} gave ${found.value}` }
    : null
}
