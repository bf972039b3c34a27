import { expect, test } from 'vitest'
import type { Measurements } from '../../src/measure/measurements.ts'
import { failed, passed } from '../../src/verdict/outcome.ts'
import { cutShort, endOf, obstacles } from '../../src/verdict/reasons.ts'
import { killed, measured, window } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

/** The reason in each of baseline, lost, settled. */
function reasons(more: Partial<Measurements>, record = ranToEnd()) {
  const measurements = measured(more)
  const find = obstacles(record, measurements)
  return measurements.windows.map((each) => find(each)?.reason ?? null)
}

const { instruments } = measured()

test('nothing stands against a healthy run', () => {
  expect(reasons({})).toEqual([null, null, null])
})

test('a fault that was not seen reaches its window and all later ones', () => {
  const landed = { seen: false, atMs: 1, evidence: [] }
  expect(reasons({ faults: [killed({ landed })] })).toEqual([null, 'fault-not-seen', 'fault-not-seen'])
})

test('an app that was not steady before shows nothing later', () => {
  const steady = { before: { holds: false, findings: ['web-2 is down'] }, after: null }
  expect(reasons({ steady })).toEqual(['not-steady', 'not-steady', 'not-steady'])
})

test('a damaged record shows nothing', () => {
  expect(reasons({}, ranToEnd({ damage: ['cut off'] }))).toEqual(Array(3).fill('record-damaged'))
})

test('a clock step counts in the windows that it touches', () => {
  const step = (atMs: number, stepMs: number) => ({
    instruments: { ...instruments, clockSteps: [{ atMs, stepMs }] },
  })
  const look = (atMs: number) => ({ atMs, type: 'clock', offsetMs: 0 }) as const
  const record = ranToEnd({ events: [look(39_500), look(40_500)] })
  expect(reasons(step(40_500, -80), record)).toEqual([null, 'clock-stepped', 'clock-stepped'])
  expect(reasons(step(39_500, -80), ranToEnd({ events: [look(39_000)] }))).toEqual([
    null,
    'clock-stepped',
    null,
  ])
  expect(reasons(step(40_500, 5), record)).toEqual([null, null, null])
})

test('a disagreement touches what overlaps its window', () => {
  const agreement = [{ window: 'lost', what: 'an outage that k6 did not see' }]
  expect(reasons({ agreement })).toEqual([null, 'instruments-disagree', null])
  const windows = [
    window('lost', 10, 40),
    window('lost (first 15 s)', 10, 25, { kind: 'planned' }),
    window('run', 0, 60, { kind: 'run' }),
  ]
  expect(reasons({ agreement, windows, faults: [killed({ instantMs: 11 })] })).toEqual(
    Array(3).fill('instruments-disagree'),
  )
  const overRun = [{ window: 'run', what: 'much' }]
  expect(reasons({ agreement: overRun, windows, faults: [killed({ instantMs: 11 })] })).toEqual([
    null,
    null,
    'instruments-disagree',
  ])
})

test('nothing passes in a window that was cut short; what failed stays failed when an unmet until cut it', () => {
  const cut = window('lost', 10_000, 20_000, { completed: false })
  const unmet = {
    what: 'recovered',
    window: 'lost',
    met: false,
    tookMs: 60_000,
    withinMs: 60_000,
    restedOn: '',
  }
  const judge = (outcome = failed('m', 'proven'), conditions = [unmet]) =>
    cutShort(outcome, cut, ranToEnd(), measured({ conditions })).verdict
  expect(judge()).toBe('fail')
  expect(judge(passed('m', 'proven', null))).toBe('inconclusive')
  expect(judge(failed('m', 'proven'), [])).toBe('inconclusive')
  expect(judge(failed('m', 'proven'), [{ ...unmet, tookMs: 10 }])).toBe('inconclusive')
  expect(
    cutShort(passed('m', 'proven', null), { ...cut, completed: true }, ranToEnd(), measured()).verdict,
  ).toBe('pass')
})

test('a step that did not do as it should is the drill’s own end as well, in a run that was not stopped', () => {
  const cut = window('lost', 10_000, 20_000, { completed: false })
  const finding = { window: 'lost', what: 'deploy 1.1.0', holds: false, evidence: [], atMs: 15_000 }
  const judge = (more: Partial<typeof finding> = {}, record = ranToEnd()) =>
    cutShort(failed('m', 'proven'), cut, record, measured({ findings: [{ ...finding, ...more }] })).verdict
  expect(judge()).toBe('fail')
  expect(judge({ holds: true })).toBe('inconclusive')
  expect(judge({ window: 'settled' })).toBe('inconclusive')
  expect(judge({}, ranToEnd({ run: 'aborted' }))).toBe('inconclusive')
})

test('how the run ended', () => {
  expect(endOf(ranToEnd())).toBe('a step before its end was not met.')
  expect(endOf(ranToEnd({ run: 'aborted' }))).toBe('the run was aborted (all steps were taken).')
  expect(endOf({ ...ranToEnd(), events: [] })).toBe('the record has no end.')
})
