import { expect, test } from 'vitest'
import { textChart } from '../../src/report/text-chart.ts'
import { steadyRequests } from '../measure/steadily.ts'
import { measured } from '../verdict/build-measurements.ts'
import { badDeploy, rolledBack } from '../verdict/build-releases.ts'
import { ranToEnd } from '../verdict/build-run.ts'

const requests = steadyRequests({ fromMs: 0, toMs: 60_000 }).map((row) => ({
  ...row,
  ok: row.startMs < 11_000 || row.startMs >= 12_000,
}))

test('requests, failures and p95 by second, and marks below the second that they were in', () => {
  const [good = '', failed = '', p95 = '', marks = ''] = textChart({
    record: ranToEnd({ requests }),
    measurements: measured(),
  })
  expect(good).toMatch(/^good\/s {3}█{11}▁█{48} {2}at most 200$/)
  expect(failed).toMatch(/^failed\/s ▁{11}█▁{48} {2}at most 200$/)
  expect(p95).toMatch(/^p95 {6}█{11}∞█{48} {2}at most 10 ms, ∞ endless$/)
  expect(marks.slice(9)).toMatch(/^ {11}x {27}o {20} {2}x a fault, o healed$/)
})

test('of a longer run each bar is the worst second of it: no outage is hidden by the good second beside it', () => {
  const long = steadyRequests({ fromMs: 0, toMs: 120_000 }).map((row) => ({
    ...row,
    ok: row.startMs < 11_000 || row.startMs >= 12_000,
  }))
  const [good = '', failed = '', p95 = '', note = ''] = textChart({
    record: ranToEnd({ requests: long }),
    measurements: measured({ faults: [] }),
  })
  expect(good).toMatch(/^good\/s {3}█{5}▁█{54} {2}at most 200$/)
  expect(failed).toMatch(/^failed\/s ▁{5}█▁{54} {2}at most 200$/)
  expect(p95).toMatch(/^p95 {6}█{5}∞█{54} {2}at most 10 ms, ∞ endless$/)
  expect(note).toBe('         each bar: the worst second of 2 s')
})

test('a second without any request is blank, and no endless one', () => {
  const gap = steadyRequests({ fromMs: 0, toMs: 10_000 }).filter(
    ({ startMs }) => startMs < 4000 || startMs >= 6000,
  )
  const chart = textChart({ record: ranToEnd({ requests: gap }), measurements: measured({ faults: [] }) })
  expect(chart).toEqual([
    'good/s   ████▁▁████  at most 200',
    'failed/s ▁▁▁▁▁▁▁▁▁▁  at most 0',
    'p95      ████  ████  at most 10 ms, blank where no request began',
  ])
})

test('what was never sent is no failure, and has a line of its own', () => {
  const all = steadyRequests({ fromMs: 0, toMs: 3000 })
  const record = ranToEnd({ requests: all, droppedMs: [1100, 1200] })
  const [, failed, unsent] = textChart({ record, measurements: measured({ faults: [] }) })
  expect(failed).toBe('failed/s ▁▁▁  at most 0')
  expect(unsent).toBe('unsent/s ▁█▁  at most 2, due and never sent')
})

test('releases are marked too; with nothing to mark there is no such line', () => {
  const record = ranToEnd({ requests })
  const releases = { faults: [], deploys: [badDeploy()], rollbacks: [rolledBack()] }
  expect(textChart({ record, measurements: measured(releases) })[3]).toContain('> a deploy, < a rollback')
  expect(textChart({ record, measurements: measured({ faults: [] }) })).toHaveLength(3)
})

test('without load there is no chart', () => {
  expect(textChart({ record: ranToEnd(), measurements: measured() })).toEqual([])
})

test('where every second failed there is no largest p95', () => {
  const bad = steadyRequests({ fromMs: 0, toMs: 3000 }).map((row) => ({ ...row, ok: false }))
  const chart = textChart({ record: ranToEnd({ requests: bad }), measurements: measured({ faults: [] }) })
  expect(chart[2]).toBe('p95      ∞∞∞  ∞ endless')
})
