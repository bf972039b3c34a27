/**
 * Iterations that were due and never sent. k6 drops one when no VU is free. When (nearly) every VU was waiting for the
 * app at that moment, and longer than its latency objective allows, a user was not served: the drop counts as a failed
 * request of each operation that an iteration usually makes. Any other drop is the generator's own: where the app answers
 * in time and all VUs are busy, there are too few of them.
 */
import type { Metrics, Requests, RunRecord } from '../journal/record.ts'
import { requestsOf } from './arrivals.ts'
import { latencyBoundMs } from './baseline.ts'
import { tookMs } from './began.ts'
import { among } from './filter.ts'
import { holds } from './membership.ts'
import { THRESHOLDS } from './thresholds.ts'
import { windowsOf } from './windows.ts'

export interface Drop {
  atMs: number
  by: 'app' | 'generator'
  scenario: string
}

/** A request that a user would have made. `likeRow`: a request of the same operation, for the filters. */
export interface Unserved {
  atMs: number
  likeRow: number
}

/** Every dropped iteration, ascending by time, with its cause. */
export function dropsOf(record: RunRecord): Drop[] {
  const { metrics, requests, events } = record
  const isDrop = among(metrics.metric, (name) => name === 'dropped_iterations')
  const rows: number[] = []
  for (let row = 0; row < metrics.length; row++) if (isDrop(row)) rows.push(row)
  if (rows.length === 0) return []
  // 0: a script's own scenarios, whose users nobody counts here. Then nothing shows that all of them were waiting.
  const maxVus = events.findLast((event) => event.type === 'load-started')?.maxVus || Number.POSITIVE_INFINITY
  const boundAt = boundsOver(record)
  const bounds = Map.groupBy(
    rows.map((row) => metrics.atMs[row]!),
    boundAt,
  )
  const waiting = new Map(
    [...bounds].flatMap(([boundMs, moments]) => [...waitingAt(requests, moments, boundMs)]),
  )
  const sideBySide = mostSideBySide(metrics)
  return rows
    .flatMap((row) => {
      const atMs = metrics.atMs[row]!
      // At least so many users, each with as many requests as one of them ever had.
      const users = (waiting.get(atMs) ?? 0) / sideBySide
      const by = users >= THRESHOLDS.loadBusyShare * maxVus ? 'app' : 'generator'
      const drop: Drop = { atMs, by, scenario: metrics.scenario.values[metrics.scenario.codes[row]!] ?? '' }
      return Array.from({ length: Math.max(1, Math.round(metrics.value[row]!)) }, () => drop)
    })
    .sort((a, b) => a.atMs - b.atMs)
}

/** The latency bound that holds at a moment: that of its phase; between phases, of the drill. */
function boundsOver(record: RunRecord): (atMs: number) => number {
  const phases = windowsOf(record).filter(({ kind }) => kind === 'phase')
  const known = phases.map((phase) => ({ ...phase, boundMs: latencyBoundMs(record.drill, phase.name) }))
  const otherwiseMs = latencyBoundMs(record.drill, '')
  return (atMs) => known.find((phase) => holds(phase, atMs))?.boundMs ?? otherwiseMs
}

/** How many requests an iteration made at once, at most; 1 where the record does not tell. */
function mostSideBySide(metrics: Metrics): number {
  const isTold = among(metrics.metric, (name) => name === 'requests_side_by_side')
  let most = 1
  for (let row = 0; row < metrics.length; row++) if (isTold(row)) most = Math.max(most, metrics.value[row]!)
  return most
}

/** The failed requests that the app's drops stand for. */
export function unservedRequests(drops: readonly Drop[], record: RunRecord): Unserved[] {
  const mixes = new Map<string, Mix>()
  return drops.flatMap(({ by, atMs, scenario }) => {
    if (by !== 'app') return []
    const mix = mixes.get(scenario) ?? mixOf(scenario, record)
    mixes.set(scenario, mix)
    return nextIteration(mix).map((likeRow) => ({ atMs, likeRow }))
  })
}

/** How many requests that took longer than so were under way at each of these moments: begun, and not ended before it. */
function waitingAt(requests: Requests, moments: readonly number[], longMs: number): Map<number, number> {
  const ascending = Float64Array.from(new Set(moments)).sort()
  // Of each moment, how many more there are than at the moment before.
  const more = new Int32Array(ascending.length + 1)
  for (let row = 0; row < requests.length; row++) {
    if (tookMs(requests, row) <= longMs) continue
    const beganMs = requests.startMs[row]!
    more[firstAfter(ascending, beganMs)]! += 1
    more[firstAfter(ascending, beganMs + requests.durationMs[row]!)]! -= 1
  }
  let count = 0
  return new Map(
    Array.from(ascending, (moment, i) => {
      count += more[i]!
      return [moment, count]
    }),
  )
}

/** The first index whose (ascending) value is above the limit. */
function firstAfter(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/** What an iteration of a scenario makes on average, and what is still owed of it. */
interface Mix {
  operations: { likeRow: number; perIteration: number; owed: number }[]
  owed: number
}

function mixOf(scenario: string, { requests, metrics }: RunRecord): Mix {
  const counts = countByOperation(requests, scenario)
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  const iterations = iterationsOf(scenario, metrics, 'iteration_duration')
  const begun = iterationsOf(scenario, metrics, 'iteration_unfinished').requests
  // How many requests one makes is told by those that came to their end.
  const made = total > begun ? total - begun : total
  // Every other request is an iteration of its own. Less than one request on average is taken as one.
  const divisor = Math.min(iterations.count + Math.max(0, made - iterations.requests), made)
  const operations = counts.map(({ likeRow, count }) => {
    const share = count / total
    return { likeRow, perIteration: (share * made) / divisor, owed: 0 }
  })
  return { operations, owed: 0 }
}

/** As many as the record tells by this metric, and the requests that they made. */
function iterationsOf(
  scenario: string,
  metrics: Metrics,
  metric: string,
): { count: number; requests: number } {
  const isOne = among(metrics.metric, (name) => name === metric)
  const isOfScenario = among(metrics.scenario, (name) => name === scenario)
  const told = { count: 0, requests: 0 }
  for (let row = 0; row < metrics.length; row++) {
    if (!isOne(row) || !isOfScenario(row)) continue
    told.count += 1
    told.requests += requestsOf(metrics, row)
  }
  return told
}

function countByOperation(requests: Requests, scenario: string): { likeRow: number; count: number }[] {
  const { codes, values } = requests.scenario
  const wanted = values.includes(scenario) ? values.indexOf(scenario) : null
  const counts = new Map<number, { likeRow: number; count: number }>()
  for (let row = 0; row < requests.length; row++) {
    if (wanted !== null && codes[row] !== wanted) continue
    const operation = requests.operation.codes[row]!
    const entry = counts.get(operation)
    if (entry) entry.count += 1
    else counts.set(operation, { likeRow: row, count: 1 })
  }
  return [...counts.values()]
}

/**
 * The requests of one more iteration: one of each operation where an iteration makes one of each; in turns, by their
 * share, where it makes one or the other.
 */
function nextIteration(mix: Mix): number[] {
  for (const operation of mix.operations) {
    operation.owed += operation.perIteration
    mix.owed += operation.perIteration
  }
  const rows: number[] = []
  while (mix.owed > 0.999) {
    const most = mix.operations.reduce((a, b) => (b.owed > a.owed + 1e-9 ? b : a))
    most.owed -= 1
    mix.owed -= 1
    rows.push(most.likeRow)
  }
  return rows
}
