import { expect, test } from 'vitest'
import {
  type CrashBy,
  crash,
  disconnect,
  fill,
  kill,
  type LossAs,
  loss,
  pause,
  squeeze,
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

test('a squeeze says what is left, in shares of a core and in sizes', () => {
  expect(squeeze(instance(), { cpu: '10%', memory: '64m' })).toMatchObject({
    fault: 'squeeze',
    victim: { ref: 'any' },
    args: { cpu: '10%', memory: '64m' },
  })
  expect(squeeze(instance(), { cpu: '150%' }).args).toEqual({ cpu: '150%' })
  expect(squeeze.fault).toBe('squeeze')
  const wrong: [object, RegExp][] = [
    [{}, /faults\.test\.ts:\d+: squeeze\(\) does not say what is left/],
    [{ cpu: '0%' }, /squeeze\(\{ cpu \}\): "0%" is not a share of a core/],
    [{ cpu: '0.1' }, /is not a share of a core/],
    [{ memory: '64 megs' }, /squeeze\(\{ memory \}\): "64 megs" is not a size/],
    [{ memory: '64m', disk: '1g' }, /does not know "disk"/],
  ]
  for (const [to, message] of wrong) expect(refusal(() => squeeze(instance(), to)).message).toMatch(message)
})

test('a fill says where, and leaves nothing unless it says so', () => {
  expect(fill(instance(), { path: '/tmp' })).toMatchObject({
    fault: 'fill',
    victim: { ref: 'any' },
    args: { path: '/tmp', leave: '0' },
  })
  expect(fill(instance(), { path: '/tmp', leave: '64k' }).args.leave).toBe('64k')
  const wrong: [object | undefined, RegExp][] = [
    [undefined, /faults\.test\.ts:\d+: fill\(\) does not say where/],
    [{ path: 'tmp' }, /does not say where/],
    [{ path: '/tmp', leave: 'some' }, /fill\(\{ leave \}\): "some" is not a size/],
    [{ path: '/tmp', size: '1m' }, /does not know "size"/],
  ]
  for (const [to, message] of wrong)
    expect(refusal(() => fill(instance(), to as { path: string })).message).toMatch(message)
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
  const squeezed = (victim: InstanceRef) => squeeze(victim, { cpu: '10%' })
  const filled = (victim: InstanceRef) => fill(victim, { path: '/tmp' })
  for (const fault of [kill, pause, disconnect, crash, squeezed, filled])
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
