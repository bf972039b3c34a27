import type { Indicator } from '../drill/objective.ts'
import type { RunRecord } from '../journal/record.ts'
import type { Indication, Measurements, Window } from '../measure/measurements.ts'
import { judgeIndication } from './clause.ts'
import { conditionClause } from './conditions.ts'
import { findingClause } from './findings.ts'
import { byWindow } from './order.ts'
import type { Outcome } from './outcome.ts'
import { cutShort, type FindObstacle, obstacles, type SeenBy } from './reasons.ts'
import type { Clause } from './schema.ts'
import { steadyAfterClause } from './steady.ts'
import { thresholdClauses } from './thresholds.ts'
import { unreachedClauses } from './unreached.ts'

type Draft = Omit<Clause, 'id'>

/** All clauses, in the order of the drill: those of one window together, its objectives first, an unmet `until` last. */
export function judgeClauses(
  record: RunRecord,
  measurements: Measurements,
  options: { strict: boolean },
): Clause[] {
  const find = obstacles(record, measurements)
  const { windows, instruments } = measurements
  const load = record.events.findLast((event) => event.type === 'load-started')
  const settings = { instruments, requestTimeoutMs: load?.requestTimeoutMs ?? null, strict: options.strict }
  const windowOf = (name: string): Window | null => windows.find((window) => window.name === name) ?? null
  const measured = measurements.indicators.map((indication) => {
    const window = windowOf(indication.window)
    const draft = judgeIndication(indication, { ...settings, window })
    const settled = window ? { ...draft, ...cutShort(draft, window, record, measurements) } : draft
    const weighed = weigh(settled, window, find, seenBy(indication))
    const { bound } = indication.objective
    // What stands against the window that is compared with stands against the comparison.
    const compared =
      bound.op === 'notWorseThan' ? weigh(weighed, comparedWith(bound.window, windows), find) : weighed
    return withEvidence(compared, measurements)
  })
  const conditions = measurements.conditions.flatMap((seen) => {
    const draft = conditionClause(seen)
    return draft ? [withEvidence(weigh(draft, windowOf(seen.window), find), measurements)] : []
  })
  const findings = measurements.findings.map((seen) => {
    const draft = findingClause(seen)
    // What was seen to be false is so, whatever stands against the rest.
    return draft.verdict === 'fail' ? draft : weigh(draft, windowOf(seen.window), find)
  })
  const unreached = unreachedClauses(record, measurements, find)
  const ordered = byWindow([...measured, ...findings, ...conditions, ...unreached], windows)
  const steady = steadyAfterClause(measurements)
  const last = steady ? [weigh(steady, null, find)] : []
  const thresholds = thresholdClauses(record, options).map((draft) => weigh(draft, null, find))
  return withIds([...ordered, ...thresholds, ...last])
}

/** As in measuring: the window of that name, or the first one of the phase. */
function comparedWith(wanted: string, windows: readonly Window[]): Window | null {
  const isOfPhase = ({ phase, kind }: Window): boolean => kind === 'phase' && phase === wanted
  return windows.find(({ name }) => name === wanted) ?? windows.find(isOfPhase) ?? null
}

/** By the instances' own word or by what is stored: users and the prober have no part in it. */
const OTHERWISE: readonly Indicator['kind'][] = ['writes', 'jobs', 'deaths', 'false-ready', 'unhealthy']

function seenBy({ objective: { indicator } }: Indication): SeenBy {
  if (OTHERWISE.includes(indicator.kind)) return 'neither'
  const byProber =
    indicator.kind === 'interruption' || (indicator.kind === 'uptime' && indicator.by === 'time')
  return byProber ? 'prober' : 'load'
}

/**
 * What stands against the window overrides what was measured in it, a fail included. But for one that was seen otherwise:
 * a write that is lost is lost, whatever the load generator and the prober make of a second.
 */
function weigh(draft: Draft, window: Window | null, find: FindObstacle, by: SeenBy = 'load'): Draft {
  const obstacle = find(window, draft.verdict === 'fail' ? by : 'load')
  if (!obstacle) return draft
  const outcome: Outcome = {
    verdict: 'inconclusive',
    reason: obstacle.reason,
    strength: 'none',
    message: obstacle.message,
    needed: obstacle.needed,
  }
  return { ...draft, ...outcome, evidence: [...draft.evidence, ...obstacle.evidence] }
}

function withEvidence(draft: Draft, { faults }: Measurements): Draft {
  const landed = faults
    .filter(({ window }) => window === draft.window)
    .flatMap(({ fault, victim, landed }) =>
      landed?.seen ? [`${fault} of ${victim}: ${landed.evidence.join(', ')}`] : [],
    )
  return { ...draft, evidence: [...new Set([...draft.evidence, ...landed])] }
}

/** `p95 below 150 ms` in `lost` is `p95-below-150-ms@lost`; the second of two alike ends in `#2`. */
function withIds(drafts: readonly Draft[]): Clause[] {
  const seen = new Map<string, number>()
  return drafts.map((draft) => {
    const words = draft.objective.toLowerCase().replace(/[^a-z0-9.]+/g, '-')
    const base = `${words.replace(/^-|-$/g, '')}@${draft.window}`
    const count = (seen.get(base) ?? 0) + 1
    seen.set(base, count)
    return { id: count === 1 ? base : `${base}#${count}`, ...draft }
  })
}
