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
  expect(p95).toMatch(/^p95 {6}█{11} █{48} {2}at most 10 ms, endless where it is blank$/)
  expect(marks.slice(9)).toMatch(/^ {11}x {27}o {20} {2}x a fault, o healed$/)
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
