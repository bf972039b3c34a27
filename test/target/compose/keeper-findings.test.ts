import { expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { DEFAULT_IMAGE } from '../../../src/host/keeper/start.ts'
import { keeperFindings } from '../../../src/target/compose/keeper-findings.ts'
import { leaseSettings } from '../../../src/target/compose/lease-options.ts'

function engineAt(url: string) {
  const host = fakeHost()
  const machine = host.engines.run(url)
  return { machine, engine: host.engines.open({ url, tls: null }) }
}
const ELSEWHERE = 'tcp://10.0.0.5:2376'

it('tells of what a keeper would be made: here, pulled, or the app itself', async () => {
  const { machine, engine } = engineAt(ELSEWHERE)
  const found = (lease = leaseSettings(undefined)) => keeperFindings(lease, engine)
  expect(await found()).toMatchObject([
    { good: true, what: expect.stringContaining("the app's own are tried") },
  ])
  const named = { ...leaseSettings(undefined), image: 'own:1' }
  expect(await found(named)).toMatchObject([
    { good: false, what: expect.stringContaining('own:1'), hint: expect.stringContaining('--no-lease') },
  ])
  machine.offer(DEFAULT_IMAGE)
  expect(await found()).toMatchObject([{ good: true, what: expect.stringContaining('will be pulled') }])
  machine.addImage('own:1')
  expect(await found(named)).toEqual([
    { good: true, what: 'image own:1, for the keeper of the lease', hint: '' },
  ])
})

it('tells nothing where none would stand', async () => {
  const { engine } = engineAt('unix:///var/run/docker.sock')
  expect(await keeperFindings(leaseSettings(undefined), engine)).toEqual([])
  expect(await keeperFindings({ ...leaseSettings(undefined), always: true }, engine)).toHaveLength(1)
})
