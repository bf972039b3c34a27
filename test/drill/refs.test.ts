import { expect, test } from 'vitest'
import type { InstanceRef } from '../../src/drill/model.ts'
import { instance, instances, oneInstance, victim } from '../../src/drill/refs.ts'
import { refusal } from './refusal.ts'

test('references are symbolic data', () => {
  expect([instance(), instance('web-1'), victim(), instances(), instances('web-1', 'web-2')]).toEqual([
    { ref: 'any' },
    { ref: 'named', name: 'web-1' },
    { ref: 'victim' },
    { ref: 'all' },
    { ref: 'named', names: ['web-1', 'web-2'] },
  ])
})

test('one instance passes; several are refused with the loop to write', () => {
  expect(oneInstance('x.ts:1', 'kill', instance())).toEqual({ ref: 'any' })
  for (const several of [instances(), instances('web-1')]) {
    expect(refusal(() => oneInstance('x.ts:1', 'kill', several as unknown as InstanceRef))).toEqual({
      code: 'drill-invalid',
      message: 'x.ts:1: kill takes one instance, not several.',
      hint: 'Write each(instances(), (it) => [kill(it), …]).',
    })
  }
})

test('what is no reference at all is refused', () => {
  for (const wrong of ['web-1', undefined, null, {}]) {
    expect(refusal(() => oneInstance('x.ts:1', 'kill', wrong as unknown as InstanceRef)).message).toBe(
      'x.ts:1: kill takes an instance.',
    )
  }
})
