/** From stored runs to their history: those that are alike together, in the order of time. Pure. */
import type { RunToCompare } from '../compare/side.ts'
import { ALPHA } from '../compare/values.ts'
import type { Indicator } from '../drill/objective.ts'
import { HISTORY_FORMAT, type History, type Series, type SeriesRun } from './history.ts'
import { trendOf } from './trend.ts'

export interface StoredRun {
  run: RunToCompare
  /** As a person would type it. */
  directory: string
}

export interface HistoryOptions {
  tolerance: number
  /** Every clause, and not only latency, recovery and rollback. */
  all: boolean
  leftOut: string[]
}

/** What is followed unless all is. */
const FOLLOWED: readonly Indicator['kind'][] = ['latency', 'recovery', 'rollback-time']

export function historyOf(
  stored: readonly StoredRun[],
  { tolerance, all, leftOut }: HistoryOptions,
): History {
  const alike = Map.groupBy(stored.toSorted(byTime), ({ run }) => experimentOf(run))
  const series = [...alike.values()].flatMap((runs) => seriesOf(runs, tolerance, all) ?? [])
  const newest = ({ runs }: Series): string => runs.at(-1)?.startedAt ?? ''
  series.sort((a, b) => (newest(a) < newest(b) ? 1 : -1))
  return { format: HISTORY_FORMAT, tolerance, confidence: 1 - ALPHA, series, leftOut }
}

function byTime(a: StoredRun, b: StoredRun): number {
  return a.run.record.header.zeroWallMs - b.run.record.header.zeroWallMs
}

/** What makes it another experiment, as for `compare`. */
function experimentOf({ record: { header, drill } }: RunToCompare): string {
  const params = Object.entries(drill.params).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([
    drill.name,
    header.target.name,
    header.target.kind,
    header.environment,
    drill.load,
    params,
  ])
}

function seriesOf(stored: readonly StoredRun[], tolerance: number, all: boolean): Series | null {
  const [first] = stored
  if (!first) return null
  const { header, drill } = first.run.record
  const runs = stored.map(({ run }) => run)
  const keys = followed(runs, all)
  const options = { tolerance, tests: Math.max(1, keys.length) }
  return {
    drill: drill.name,
    target: { name: header.target.name, kind: header.target.kind },
    environment: header.environment,
    params: drill.params,
    runs: stored.map(runOf),
    trends: keys.map((key) => trendOf(key, runs, options)),
  }
}

/** In the order of the newest run's, then the older ones'; each has a value in some run. */
function followed(runs: readonly RunToCompare[], all: boolean): string[] {
  const ordered = new Set(runs.toReversed().flatMap(({ clauses }) => [...clauses.keys()]))
  const hasValue = ({ clauses, verdict }: RunToCompare, key: string): boolean => {
    const clause = clauses.get(key)
    if (!clause || verdict.run !== 'completed' || clause.untrusted !== null) return false
    if (clause.observed === null || Number.isNaN(clause.observed)) return false
    return all || FOLLOWED.includes(clause.objective.indicator.kind)
  }
  return [...ordered].filter((key) => runs.some((run) => hasValue(run, key)))
}

function runOf({ run: { record, verdict }, directory }: StoredRun): SeriesRun {
  const versions = new Set(verdict.releases.map(({ version }) => version))
  const [release = null] = versions.size === 1 ? versions : []
  return {
    id: record.header.run,
    directory,
    startedAt: verdict.startedAt,
    verdict: verdict.verdict,
    run: verdict.run,
    cleanup: verdict.cleanup,
    release,
    commit: record.header.commit.hash,
  }
}
