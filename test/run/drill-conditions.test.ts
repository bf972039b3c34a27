import { expect, test } from 'vitest'
import type { Condition, Step } from '../../src/drill/model.ts'
import { conditionsOf, conditionsOfStep, longestSpanMs } from '../../src/run/drill-conditions.ts'
import { hold, PLACE } from './on-stage.ts'
import { phase, untilReady } from './steps/steps.ts'

const measured = (overMs: number): Condition => ({
  kind: 'measured',
  objective: {
    indicator: { kind: 'errors' },
    filter: {},
    bound: { op: 'above', value: 0.01 },
    over: 'window',
    place: PLACE,
  },
  overMs,
  forMs: 0,
})
const deploy = (...stopOn: Condition[]): Step => ({
  kind: 'deploy',
  release: { ref: 'next' },
  stopOn,
  bakeMs: 0,
  place: PLACE,
})

test('what steps wait for and what ends them, however deep it lies', () => {
  const any: Condition = { kind: 'any', of: [measured(3000), { kind: 'any', of: [{ kind: 'recovered' }] }] }
  const refused: Step = { kind: 'expect-refused', step: deploy(any), because: ['triggered'], place: PLACE }
  const steps = [phase('p', hold(1), untilReady(1), refused)]
  expect(conditionsOf(steps).map(({ kind }) => kind)).toEqual(['ready', 'measured', 'recovered'])
  // Of itself it has none: its step has.
  expect(conditionsOfStep(refused)).toEqual([])
})

test('how far back requests have to be remembered', () => {
  expect(longestSpanMs([hold(1), untilReady(1)])).toBe(0)
  expect(longestSpanMs([deploy(measured(3000), measured(30_000))])).toBe(30_000)
})
