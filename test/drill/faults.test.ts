import { expect, test } from 'vitest'
import { kill, pause, start } from '../../src/drill/faults.ts'
import type { InstanceRef } from '../../src/drill/model.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { refusal } from './refusal.ts'

test('a fault is data, and knows its name', () => {
  expect(kill(instance())).toEqual({
    kind: 'fault',
    fault: 'kill',
    instance: { ref: 'any' },
    args: {},
    place: expect.stringContaining('faults.test.ts:'),
  })
  expect([kill.fault, pause.fault, pause(victim(), { hard: true }).args]).toEqual([
    'kill',
    'pause',
    { hard: true },
  ])
})

test('start is data too', () => {
  expect(start(victim())).toMatchObject({ kind: 'start', instance: { ref: 'victim' } })
})

test('a fault on several instances at once is refused where it is written', () => {
  expect(refusal(() => pause(instances() as unknown as InstanceRef)).message).toMatch(
    /faults\.test\.ts:\d+: pause takes one/,
  )
  expect(refusal(() => start(instances() as unknown as InstanceRef)).message).toMatch(
    /faults\.test\.ts:\d+: start takes one/,
  )
})
