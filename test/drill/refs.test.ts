import { expect, test } from 'vitest'
import type { InstanceRef, ReleaseRef } from '../../src/drill/model.ts'
import {
  instance,
  instanceServing,
  instances,
  oneInstance,
  someInstances,
  victim,
} from '../../src/drill/refs.ts'
import { next } from '../../src/drill/releases.ts'
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

test('an instance that serves a release, and nothing but a release', () => {
  expect(instanceServing(next())).toEqual({ ref: 'serving', release: { ref: 'next' } })
  expect(oneInstance('x.ts:1', 'kill', instanceServing(next())).ref).toBe('serving')
  const refused = refusal(() => instanceServing('1.1.0' as unknown as ReleaseRef))
  expect(refused.message).toMatch(/refs\.test\.ts:\d+: instanceServing\(\) takes a release/)
})

test('one or several pass where both are meant, and nothing else', () => {
  for (const ref of [instance(), instances(), instances('a')])
    expect(someInstances('x.ts:1', 'restart', ref)).toBe(ref)
  for (const wrong of ['web-1', undefined, {}, { ref: 'service', name: 'db' }]) {
    expect(refusal(() => someInstances('x.ts:1', 'restart', wrong as unknown as InstanceRef)).message).toBe(
      'x.ts:1: restart takes instances.',
    )
  }
})
