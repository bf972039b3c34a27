import { expect, test } from 'vitest'
import { heldOf, isHeld, stepsDone } from '../../src/compare/held.ts'
import { measure } from '../../src/measure/measure.ts'
import { judge } from '../../src/verdict/judge.ts'
import { madeRecord } from './made-runs.ts'
import { conditionEvent, findingEvent, releaseEvent, startedEvent, stepEvents } from './made-steps.ts'

function heldIn(more: NonNullable<Parameters<typeof madeRecord>[0]['more']>) {
  const record = madeRecord({ seed: 1, seconds: 12, more })
  const measurements = measure(record)
  return [...heldOf(record, measurements, judge(record, measurements, { strict: false }))]
}
const holds = (more: Parameters<typeof heldIn>[0]) => heldIn(more).map(([key, one]) => [key, one.holds])

test('findings, what was waited for, the steady state after: each holds, does not, or is not known', () => {
  const events = [
    findingEvent('the artifact is the same', true),
    findingEvent('no secret stands in logs', false),
    findingEvent('it can be seen', null),
    conditionEvent(true),
  ]
  expect(Object.fromEntries(holds({ events }))).toEqual({
    'the artifact is the same@calm': true,
    'no secret stands in logs@calm': false,
    'it can be seen@calm': null,
    'clients have recovered within 1 min@calm': true,
    'steady state holds after the drill@after': true,
  })
  const broken = { events: [conditionEvent(false)], steady: { after: false } }
  expect(Object.fromEntries(holds(broken))).toEqual({
    'clients have recovered within 1 min@calm': false,
    'steady state holds after the drill@after': false,
  })
  expect(holds({ steady: { after: null } })).toEqual([])
})

test('one instance is like another, one release like another, and the second of two is another', () => {
  const events = [
    startedEvent('web-1', 'web-2'),
    releaseEvent('2.0.1'),
    findingEvent('web-2 ends with exit code 0 within 45 s', true),
    findingEvent('web-1 ends with exit code 0 within 45 s', false),
    findingEvent('2.0.1 lives and does not get ready', true),
    findingEvent('12.0.1 lives and does not get ready', true),
  ]
  expect(holds({ events, steady: { after: null } })).toEqual([
    ['an instance ends with exit code 0 within 45 s@calm', true],
    ['an instance ends with exit code 0 within 45 s@calm#2', false],
    ['the release lives and does not get ready@calm', true],
    ['12.0.1 lives and does not get ready@calm', true],
  ])
})

test('what is found only where it is broken, and which steps were done', () => {
  const events = [
    ...stepEvents('steps[0]', 'unmet', 'migrate the schema'),
    findingEvent('migrate the schema', false, 'steps[0]'),
    findingEvent('web-1 starts again', false, 'steps[1]'),
    findingEvent('no secret stands in logs', false, 'steps[2]'),
    ...stepEvents('steps[2]', 'done'),
  ]
  const more = { events, steady: { after: null } }
  expect(heldIn(more).map(([, { onlyBrokenAt }]) => onlyBrokenAt)).toEqual(['steps[0]', 'steps[1]', null])
  expect([...stepsDone(madeRecord({ seed: 1, more }))]).toEqual(['steps[2]'])
})

test('what is measured is none of it', () => {
  expect(['finding', 'until', 'steady state', 'p95'].map((indicator) => isHeld({ indicator }))).toEqual([
    true,
    true,
    true,
    false,
  ])
})
