import { expect, it } from 'vitest'
import { eventOf } from '../../../src/host/engine/event.ts'

const told = (Action: string, more: Record<string, string> = {}) => ({
  Type: 'container',
  Action,
  Actor: { ID: 'c1', Attributes: { image: 'app', name: 'web-1', project: 'shop', ...more } },
  time: 1_795_310_651,
  timeNano: 1_795_310_651_256_170_500,
})
const plain = {
  atMs: expect.closeTo(1_795_310_651_256.17, 2),
  container: 'c1',
  name: 'web-1',
  labels: { project: 'shop' },
  exitCode: null,
  signal: null,
  health: null,
}

it.each([
  ['start', {}, { action: 'start' }],
  ['die', { exitCode: '137', execDuration: '3' }, { action: 'die', exitCode: 137 }],
  ['die', { exitCode: '0' }, { action: 'die', exitCode: 0 }],
  ['kill', { signal: '9' }, { action: 'kill', signal: 'SIGKILL' }],
  ['kill', { signal: '10' }, { action: 'kill', signal: 'SIGUSR1' }],
  ['kill', { signal: '40' }, { action: 'kill', signal: '40' }],
  ['kill', { signal: 'SIGTERM' }, { action: 'kill', signal: 'SIGTERM' }],
  ['health_status: unhealthy', {}, { action: 'health_status', health: 'unhealthy' }],
])('reads "%s" with %j', (action, attributes, wanted) => {
  expect(eventOf(told(action, attributes))).toEqual({ ...plain, ...wanted })
})

it('takes nothing else for an event of a container', () => {
  expect(eventOf({})).toBeNull()
  expect(eventOf({ Action: 'start', timeNano: 1 })).toBeNull()
  expect(eventOf({ ...told('start'), Actor: {} })).toBeNull()
  expect(eventOf({ Action: 'start', Actor: { ID: 'c1' }, timeNano: 1e6 })).toMatchObject({
    atMs: 1,
    labels: {},
  })
})
