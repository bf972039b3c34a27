import { expect, test } from 'vitest'
import { restart, stop } from '../../src/drill/lifecycle.ts'
import type { InstanceRef } from '../../src/drill/model.ts'
import { instance, instances } from '../../src/drill/refs.ts'
import { refusal } from './refusal.ts'

test('stopping and restarting are data', () => {
  const place = expect.stringContaining('lifecycle.test.ts:')
  expect(stop(instance('web-1'))).toEqual({ kind: 'stop', instance: instance('web-1'), place })
  expect([restart(instance()), restart(instances()), restart(instances('a', 'b'))]).toEqual([
    { kind: 'restart', instances: { ref: 'any' }, place },
    { kind: 'restart', instances: { ref: 'all' }, place },
    { kind: 'restart', instances: { ref: 'named', names: ['a', 'b'] }, place },
  ])
})

test('several are not stopped at once, and a name in quotes is no instance', () => {
  expect(refusal(() => stop(instances() as unknown as InstanceRef)).message).toMatch(
    /lifecycle\.test\.ts:\d+: stop takes one instance, not several/,
  )
  expect(refusal(() => restart('web-1' as unknown as InstanceRef))).toMatchObject({
    code: 'drill-invalid',
    message: expect.stringMatching(/lifecycle\.test\.ts:\d+: restart takes instances\./),
    hint: expect.stringContaining('restart(instances())'),
  })
})
