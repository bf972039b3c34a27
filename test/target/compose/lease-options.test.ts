import { expect, it } from 'vitest'
import { parseExistingOptions } from '../../../src/target/compose/existing/options.ts'
import { leaseSettings } from '../../../src/target/compose/lease-options.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { WRITTEN } from './settings.ts'

const EXISTING = {
  manage: 'existing',
  project: 'shop',
  instances: ['web-1'],
  edge: { service: 'edge', port: 80 },
}

it('has half a minute, and chooses image and socket itself, unless it is told', () => {
  const plain = { lengthMs: 30_000, image: null, socket: null, always: false }
  expect(leaseSettings(undefined)).toEqual(plain)
  expect(leaseSettings(parseComposeOptions(WRITTEN).lease)).toEqual(plain)
  const lease = { length: '1m', image: 'node:24', socket: '/run/user/1000/docker.sock', always: true }
  const told = { lengthMs: 60_000, image: 'node:24', socket: '/run/user/1000/docker.sock', always: true }
  expect(leaseSettings(parseComposeOptions({ ...WRITTEN, lease }).lease)).toEqual(told)
  expect(leaseSettings(parseExistingOptions({ ...EXISTING, lease }).lease)).toEqual(told)
})

it.each([
  [{ length: '4s' }, 'lease.length: expected a duration from "5s" to "10m"'],
  [{ length: '11m' }, 'lease.length: expected a duration from "5s" to "10m"'],
  [{ length: 'soon' }, 'lease.length: expected a duration, such as'],
  [{ socket: 'docker.sock' }, 'lease.socket: expected the path of a socket'],
  [{ image: '' }, 'lease.image'],
  [{ never: true }, 'never'],
])('%j is refused, with its path', (lease, message) => {
  for (const parse of [
    () => parseComposeOptions({ ...WRITTEN, lease }, 'target'),
    () => parseExistingOptions({ ...EXISTING, lease }, 'target'),
  ])
    expect(parse).toThrow(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(message) }),
    )
})
