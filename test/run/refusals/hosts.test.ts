import { expect, test } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { type HostContext, hostRefusals } from '../../../src/run/refusals/hosts.ts'

const { net } = fakeHost()
net.name('staging.test', '10.1.0.5')
const refused = (more: Partial<HostContext>) =>
  hostRefusals({ net, edgeUrl: null, reached: [], allowedHosts: [], ...more })
const count = { what: 'The probe "count"', url: 'http://staging.test/count' }

test('hosts that are neither this machine nor listed, each with who would ask them', async () => {
  expect(await refused({ edgeUrl: 'https://staging.test', reached: [count] })).toMatchObject([
    { code: 'host-not-allowed', reason: expect.stringContaining('The edge would be asked') },
    { code: 'host-not-allowed', reason: expect.stringContaining('The probe "count" would be asked') },
  ])
  const listed = { edgeUrl: 'https://staging.test', reached: [count], allowedHosts: ['staging.test'] }
  expect(await refused(listed)).toEqual([])
  expect(await refused({ edgeUrl: 'http://127.0.0.1:1' })).toEqual([])
})

test('what only the start tells is left to it, and nobody is looked up for it', async () => {
  const nobody = { addresses: () => Promise.reject(new Error('it was looked up')) }
  const reached = [{ what: 'The ledger', url: '{edge}/ledger' }]
  expect(await refused({ net: nobody, reached, allowedHosts: ['staging.test'] })).toEqual([])
})
