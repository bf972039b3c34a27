import { expect, test } from 'vitest'
import {
  type CrashBy,
  crash,
  disconnect,
  kill,
  type LossAs,
  loss,
  pause,
  start,
} from '../../src/drill/faults.ts'
import type { InstanceRef } from '../../src/drill/model.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { refusal } from './refusal.ts'

test('a fault is data, and knows its name', () => {
  expect(kill(instance())).toEqual({
    kind: 'fault',
    fault: 'kill',
    victim: { ref: 'any' },
    args: {},
    place: expect.stringContaining('faults.test.ts:'),
  })
  expect([kill.fault, pause.fault, pause(victim(), { hard: true }).args]).toEqual([
    'kill',
    'pause',
    { hard: true },
  ])
})

test('a crash is by SIGABRT unless said otherwise', () => {
  expect(crash(instance())).toMatchObject({ fault: 'crash', victim: { ref: 'any' }, args: { by: 'abort' } })
  expect(crash(instance(), { by: 'request' }).args).toEqual({ by: 'request' })
  expect(crash.fault).toBe('crash')
  const refused = refusal(() => crash(instance(), { by: 'magic' as CrashBy }))
  expect(refused.message).toMatch(/faults\.test\.ts:\d+: crash\(\) does not know "magic"/)
  expect(refusal(() => crash(instances() as unknown as InstanceRef)).message).toContain('crash takes one')
})

test('a loss is of a service, and says how it is lost', () => {
  expect(loss('db', { as: 'hang' })).toMatchObject({
    kind: 'fault',
    fault: 'loss',
    victim: { ref: 'service', name: 'db' },
    args: { as: 'hang' },
  })
  for (const how of [undefined, {}, { as: 'gone' }]) {
    expect(refusal(() => loss('db', how as { as: LossAs }))).toMatchObject({
      code: 'drill-invalid',
      message: expect.stringMatching(/faults\.test\.ts:\d+: loss\('db'\) does not say how/),
    })
  }
  for (const wrong of ['', instance(), undefined]) {
    expect(refusal(() => loss(wrong as string, { as: 'hang' })).message).toContain('the name of a service')
  }
})

test('a service is no victim of a fault on instances', () => {
  const service = { ref: 'service', name: 'db' } as unknown as InstanceRef
  for (const fault of [kill, pause, disconnect, crash])
    expect(refusal(() => fault(service)).message).toContain('takes an instance')
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
