/** The thresholds of the user's own k6 script, as clauses: k6's own word, over the whole of its run. */

import type { RunRecord } from '../journal/record.ts'
import type { ThresholdAsked, ThresholdFound } from '../journal/threshold-events.ts'
import { failed, type Outcome, passed, undecided } from './outcome.ts'
import { endOf, phaseOf } from './reasons.ts'
import type { Clause } from './schema.ts'
import { formatSeen } from './wording.ts'

/** The clause's indicator. */
export const THRESHOLD = 'k6 threshold'
/** Shown where windows are: it is none of the drill's. */
const WINDOW = 'the whole load'

export function thresholdClauses(
  { events, metrics }: Pick<RunRecord, 'events' | 'metrics'>,
  { strict }: { strict: boolean },
): Omit<Clause, 'id'>[] {
  const asked = events.findLast((event) => event.type === 'load-started')?.thresholds ?? []
  const found = events.findLast((event) => event.type === 'load-ended')?.thresholds ?? []
  const short = cutShort(events)
  return asked.map((each) => {
    const seen = found.find(({ metric, threshold }) => metric === each.metric && threshold === each.threshold)
    const clause = clauseOf(each, seen ? { ...seen, samples: samplesOf(seen, metrics) } : null, strict)
    return clause.reason === null || clause.reason === 'not-proven' ? { ...clause, ...short(clause) } : clause
  })
}

const OF_K6: readonly string[] = ['vus', 'vus_max']

/** 0 for a gauge that was never set: k6 takes it for one that is 0, and the record has none of it. */
function samplesOf(
  { metric, threshold, samples, value }: ThresholdFound,
  metrics: RunRecord['metrics'],
): number | null {
  const isGauge = /^\s*value\b/.test(threshold) && samples === null && !OF_K6.includes(metric)
  const name = metric.replace(/\{.*$/s, '')
  return isGauge && value === 0 && !metrics.metric.values.includes(name) ? 0 : samples
}

/** Exit codes of a k6 that came to its own end: every threshold kept, some crossed. */
const WHOLE: readonly (number | null)[] = [0, 99]

/**
 * A threshold is about all of the load that was asked for: of a part of it k6's word decides nothing, as little as a
 * window that was cut short. Where the drill itself came to an end before its last step, what was crossed is.
 */
function cutShort(events: RunRecord['events']): (outcome: Outcome) => Outcome {
  const load = events.findLast((event) => event.type === 'load-ended')
  const phases = events.filter((event) => event.type === 'phase-ended')
  const lastMs = phases.reduce((latest, { atMs }) => Math.max(latest, atMs), 0)
  const early = load && !load.asked && (load.atMs < lastMs || !WHOLE.includes(load.exitCode))
  const end = events.find((event) => event.type === 'run-ended')
  const planned = events.findLast((event) => event.type === 'planned')?.phases ?? []
  const begun = new Set(events.flatMap((event) => (event.type === 'phase-started' ? [event.phase] : [])))
  const taken =
    phases.every(({ completed }) => completed) && planned.every(({ name }) => begun.has(phaseOf(name)))
  return (outcome) => {
    if (early)
      return undecided(
        'instrument-unhealthy',
        `${outcome.message.replace(/\.$/, '')}, but the load generator ended early.`,
        'A run with healthy instruments.',
      )
    if (end?.run === 'completed' && (taken || outcome.verdict === 'fail')) return outcome
    return undecided(
      'not-reached',
      `${outcome.message.replace(/\.$/, '')}, but the load was cut short: ${endOf({ events })}`,
      'A run that is taken to its end.',
    )
  }
}

const OPS: Readonly<Record<string, string>> = { '<': 'below', '<=': 'atMost', '>': 'above', '>=': 'atLeast' }

function clauseOf(
  { metric, threshold }: ThresholdAsked,
  seen: ThresholdFound | null,
  strict: boolean,
): Omit<Clause, 'id'> {
  const [, op = 'is', written = ''] = /([<>=!]+)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(threshold) ?? []
  const bound = written === '' ? null : Number(written)
  return {
    objective: `k6 threshold ${metric}: ${threshold}`,
    window: WINDOW,
    indicator: THRESHOLD,
    unit: seen?.unit ?? 'number',
    observed: seen?.value ?? null,
    bound: { op: OPS[op] ?? op, value: bound },
    samples: Math.round(seen?.samples ?? 0),
    bad: null,
    confidence: null,
    evidence: ['by k6, over all of its requests, those of the warm-up too'],
    ...outcome(`${metric}: ${threshold}`, seen, bound, strict),
  }
}

/** k6 takes a threshold for kept that had no sample at all. */
function outcome(what: string, seen: ThresholdFound | null, bound: number | null, strict: boolean): Outcome {
  if (seen === null)
    return undecided('not-seen', `k6 left no word on ${what}.`, 'A run in which k6 ends as it is asked to.')
  if (seen.samples === 0)
    return undecided('too-few-samples', `${what} had no sample at all.`, 'A load that makes some.')
  const value = seen.value === null ? '' : `, at ${formatSeen(seen.value, bound, seen.unit)}`
  if (!seen.ok) return failed(`The threshold ${what} of the k6 script was crossed${value}.`, 'observed')
  const kept = `The threshold ${what} of the k6 script was kept${value}.`
  const needed = 'An objective of the drill: a threshold has no bounds that could prove it.'
  return strict ? undecided('not-proven', kept, needed) : passed(kept, 'observed', null)
}
