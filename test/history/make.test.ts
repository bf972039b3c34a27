import { expect, it } from 'vitest'
import { historyOf, type StoredRun } from '../../src/history/make.ts'
import { type MadeRun, madeRun } from '../compare/made-runs.ts'

const DAY_MS = 24 * 3_600_000

function storedRun(made: MadeRun, day: number, about: object = {}): StoredRun {
  const run = madeRun(made)
  const { header } = run.record
  const moved = { ...header, zeroWallMs: header.zeroWallMs + day * DAY_MS, ...about }
  const startedAt = new Date(moved.zeroWallMs).toISOString()
  return {
    run: { ...run, record: { ...run.record, header: moved }, verdict: { ...run.verdict, startedAt } },
    directory: `reports/${header.run}`,
  }
}

const OPTIONS = { tolerance: 0.25, all: false, leftOut: [] }

it('runs of one experiment are one series, in the order of time; the newest series comes first', () => {
  const history = historyOf(
    [
      storedRun({ seed: 3 }, 3),
      storedRun({ seed: 1 }, 1),
      storedRun({ seed: 2 }, 9, { environment: 'staging' }),
      storedRun({ seed: 4, more: { ratePerSecond: 50 } }, 2),
    ],
    OPTIONS,
  )
  expect(history).toMatchObject({ format: 'firedrill-history/1', tolerance: 0.25, confidence: 0.95 })
  expect(history.series.map(({ environment, runs }) => [environment, runs.map(({ id }) => id)])).toEqual([
    ['staging', ['run-2']],
    [null, ['run-1', 'run-3']],
    [null, ['run-4']],
  ])
})

it('latency, recovery and rollback are followed, or everything', () => {
  const all = [storedRun({ seed: 1 }, 1), storedRun({ seed: 2 }, 2)]
  const followed = (every: boolean) =>
    historyOf(all, { ...OPTIONS, all: every }).series[0]?.trends.map(({ objective }) => objective)
  expect(followed(false)).toEqual(['p95 below 150 ms'])
  expect(followed(true)).toEqual(['p95 below 150 ms', 'uptime at least 99.9 %'])
})

it('the clauses are in the order of the newest run, though an older one had some of them only', () => {
  const [older, newer] = [storedRun({ seed: 1 }, 1), storedRun({ seed: 2 }, 2)]
  const uptime = [...older.run.clauses].filter(([, { objective }]) => objective.indicator.kind !== 'latency')
  const cut = { ...older, run: { ...older.run, clauses: new Map(uptime) } }
  const [series] = historyOf([cut, newer], { ...OPTIONS, all: true }).series
  expect(series?.trends.map(({ objective, values }) => [objective, values[0] === null])).toEqual([
    ['p95 below 150 ms', true],
    ['uptime at least 99.9 %', false],
  ])
})

it('a run is told with its verdict, its end and what it was made of', () => {
  const [series] = historyOf([storedRun({ seed: 1, failing: 0.2 }, 1)], OPTIONS).series
  expect(series?.runs).toEqual([
    {
      id: 'run-1',
      directory: 'reports/run-1',
      startedAt: '2026-01-03T03:04:05.000Z',
      verdict: 'fail',
      run: 'completed',
      cleanup: 'clean',
      release: null,
      commit: 'abc1234',
    },
  ])
})

it('of nothing there is none; a run that was stopped has nothing to be followed', () => {
  expect(historyOf([], { ...OPTIONS, leftOut: ['x: cut'] })).toMatchObject({
    series: [],
    leftOut: ['x: cut'],
  })
  const stopped = storedRun({ seed: 1, more: { run: 'interrupted' } }, 1)
  expect(historyOf([stopped], OPTIONS).series[0]).toMatchObject({
    trends: [],
    runs: [{ run: 'interrupted' }],
  })
})
