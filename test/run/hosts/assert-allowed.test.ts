import { expect, test } from 'vitest'
import type { NamedProbe } from '../../../src/probe/named.ts'
import { asked, assertAllowed } from '../../../src/run/hosts/assert-allowed.ts'
import type { RunOptions } from '../../../src/run/run-options.ts'
import type { RunningTarget } from '../../../src/target/target.ts'
import { onStage } from '../on-stage.ts'

const times = { intervalMs: 1000, timeoutMs: 1000 }
const http = (url: string): NamedProbe => ({ kind: 'http', url, ...times })

async function asserted(settings: Partial<RunOptions>, target: Partial<RunningTarget> = {}) {
  const rig = await onStage()
  const own = { host: rig.host, allowedHosts: [], namedProbes: {}, ledger: null, ...settings }
  return assertAllowed(own, { ...rig.target, ...target })
}

test('an app on this machine, with probes of its own', async () => {
  const namedProbes = {
    jobs: http('{edge}/jobs'),
    disk: { kind: 'command', argv: ['df'], cwd: '/', ...times },
    // Nobody knows it: the probe itself says so.
    unknown: http('{moon}/x'),
  } as const
  await expect(asserted({ namedProbes })).resolves.toBeUndefined()
})

const away = { edge: new URL('https://staging.test:8443/') }

test.each<[string, Partial<RunOptions>, Partial<RunningTarget>]>([
  ['The edge would be asked at http://10.0.0.5:8080', {}, { edge: new URL('http://10.0.0.5:8080') }],
  ['The edge would be asked at https://staging.test:8443: nobody knows', {}, away],
  [
    'The probe "jobs" would be asked at http://10.0.0.9',
    { namedProbes: { jobs: http('http://10.0.0.9/') } },
    {},
  ],
  [
    'The probe "count" would be asked at http://10.0.0.8',
    { namedProbes: { count: http('{services.db.url}/n') } },
    { variables: { 'services.db.url': 'http://10.0.0.8' } },
  ],
  [
    'The ledger would be asked at http://10.0.0.7',
    { ledger: { stored: { kind: 'http', url: 'http://10.0.0.7/a', timeoutMs: 1 }, settleMs: 1 } },
    {},
  ],
])('%s', async (message, settings, target) => {
  await expect(asserted(settings, target)).rejects.toMatchObject({
    code: 'host-not-allowed',
    exitCode: 77,
    message: expect.stringContaining(message),
  })
})

test('an instance elsewhere is asked as well', async () => {
  const { target } = await onStage()
  const [first] = await target.instances()
  const instances = async () => (first ? [{ ...first, url: 'http://10.0.0.6:3000' }] : [])
  await expect(asserted({}, { instances })).rejects.toMatchObject({
    message: expect.stringContaining('The instance web-1'),
  })
  const unreached = async () => (first ? [{ ...first, url: null }] : [])
  await expect(asserted({}, { instances: unreached })).resolves.toBeUndefined()
})

test('what is listed may be asked', async () => {
  await expect(asserted({ allowedHosts: ['staging.test'] }, away)).resolves.toBeUndefined()
})

test('a command that reads what is stored is asked by itself', () => {
  const stored = { kind: 'command', argv: ['psql'], cwd: '/', timeoutMs: 1 } as const
  expect(asked({ namedProbes: {}, ledger: { stored, settleMs: 1 } })).toEqual([])
})
