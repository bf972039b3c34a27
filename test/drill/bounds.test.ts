import { expect, test } from 'vitest'
import type { ObjectiveDraft } from '../../src/drill/bounds.ts'
import { objectiveOf } from '../../src/drill/bounds.ts'
import { errors, metric, p95, ratio, readyInstances, recovery, uptime } from '../../src/drill/indicators.ts'
import { refusal } from './refusal.ts'

test('a bound is kept in the unit of its indicator', () => {
  expect(p95().below('150ms').objective).toEqual({
    indicator: { kind: 'latency', percentile: 95 },
    filter: {},
    bound: { op: 'below', value: 150 },
    over: 'window',
    place: expect.stringMatching(/bounds\.test\.ts:\d+$/),
  })
  expect(uptime().atLeast('99.9%').objective.bound).toEqual({ op: 'atLeast', value: 0.999 })
  expect(metric('orders', 'count').above(5).objective.bound).toEqual({ op: 'above', value: 5 })
  expect(recovery().within('30s').objective.bound).toEqual({ op: 'atMost', value: 30_000 })
  expect(errors().atMost('1%').objective.bound).toEqual({ op: 'atMost', value: 0.01 })
})

test('notWorseThan keeps the window, and takes more than 100 %', () => {
  expect(p95().notWorseThan('baseline', '150%').objective.bound).toEqual({
    op: 'notWorseThan',
    window: 'baseline',
    tolerance: 1.5,
  })
})

test('over(run) changes the span and nothing else', () => {
  const draft = p95().below('150ms')
  expect(draft.over('run').objective).toEqual({ ...draft.objective, over: 'run' })
  expect(draft.over('run').over('window').objective).toEqual(draft.objective)
})

test.each([
  ['a percentage of a latency', () => p95().below('5%' as '5ms'), '"5%" is not a duration', "'150ms'"],
  ['a number of a latency', () => p95().below(150 as unknown as '5ms'), '150 is not a duration', "'150ms'"],
  ['a duration of an uptime', () => uptime().atLeast('1s' as '1%'), '"1s" is not a percentage', "'99.9%'"],
  [
    'a text of a number',
    () => metric('m', 'avg').below('5' as unknown as number),
    '"5" is not a number',
    'number',
  ],
  ['no number', () => metric('m', 'avg').below(Number.NaN), 'null is not a number', 'number'],
])('a bound of the wrong unit is refused: %s', (_what, act, what, hint) => {
  const refused = refusal(act)
  expect(refused.code).toBe('drill-invalid')
  expect(refused.message).toMatch(/bounds\.test\.ts:\d+: /)
  expect(refused.message).toContain(what)
  expect(refused.hint).toContain(hint)
})

test('an unreadable bound is refused with its place', () => {
  expect(refusal(() => uptime().atLeast('120%'))).toMatchObject({
    code: 'value-invalid',
    message: expect.stringMatching(/bounds\.test\.ts:\d+: "120%" is not a percentage/),
  })
  expect(refusal(() => p95().notWorseThan('baseline', 'a bit' as '1%')).message).toContain(
    '"a bit" is not a tolerance',
  )
})

test('notWorseThan is refused for what is better when it is higher', () => {
  expect(refusal(() => uptime().notWorseThan('baseline', '1%'))).toMatchObject({
    code: 'drill-invalid',
    hint: expect.stringContaining('errors().notWorseThan'),
  })
  expect(refusal(() => ratio({ check: 'c' }).notWorseThan('baseline', '1%')).hint).toContain('atLeast')
  expect(refusal(() => readyInstances().notWorseThan('baseline', '1%')).hint).toContain('atLeast')
  expect(errors().notWorseThan('baseline', '1%').objective.indicator.kind).toBe('errors')
})

test('an indicator without a bound is no objective', () => {
  expect(refusal(() => objectiveOf('x.ts:1', p95() as unknown as ObjectiveDraft))).toEqual({
    code: 'drill-invalid',
    message: 'x.ts:1: an objective has no bound.',
    hint: "Write one, such as p95().below('150ms').",
  })
  expect(objectiveOf('x.ts:1', p95().below('1s')).bound).toEqual({ op: 'below', value: 1000 })
})
