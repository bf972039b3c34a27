import { expect, it } from 'vitest'
import type { FakeSpeaker } from '../../../src/host/fake/net.ts'
import { servicesOf } from '../../../src/target/compose/services.ts'
import { composeLabels, ENDPOINT, type Rig, rigWith } from './rig.ts'

const serve = ({ host }: Rig, is: boolean) =>
  is ? host.net.speak(5432, () => ({ afterMs: 1, says: 'R' })) : host.net.close(5432)
const STARTING = 'EFATAL\x00C57P03\x00'

it('stops a service, and gives it back once it is healthy', async () => {
  const rig = await rigWith({ checked: ['db'] })
  serve(rig, true)
  const services = servicesOf(rig.around, rig.runtime)!
  expect(services.names).toEqual(['db'])
  expect(await services.isLost('db', 'stopped')).toMatchObject({ seen: false })
  expect((await services.lose('db', 'stopped')).command.argv).toEqual(['docker', 'stop', 'shop-db-1'])
  serve(rig, false)
  expect(await services.isLost('db', 'stopped')).toMatchObject({ seen: true })
  expect((await services.seen('db')).identity).toBeNull()
  await expect(services.lose('db', 'hang')).rejects.toThrow('db is down')
  const back = services.giveBack('db')
  await rig.host.clock.sleep(500)
  rig.engine.setHealth(rig.ids.db ?? '', 'healthy')
  expect(await back).toEqual(['its health check says that it is healthy'])
  expect((await services.seen('db')).identity).toMatchObject({ container: { id: rig.ids.db } })
})

it('freezes it, and one that accepts nothing is not taken for one that hangs', async () => {
  const rig = await rigWith()
  const services = servicesOf(rig.around, rig.runtime)!
  expect((await services.lose('db', 'hang')).command.argv).toEqual(['docker', 'pause', 'shop-db-1'])
  expect(await services.isLost('db', 'hang')).toEqual({
    seen: false,
    what: ['the container of db is paused', 'its port refuses connections'],
  })
  serve(rig, true)
  expect(await services.isLost('db', 'hang')).toMatchObject({ seen: true })
  expect(services.lossUndo(await services.seen('db'), 'hang')).toMatchObject({ kind: 'unpause-container' })
  await services.giveBack('db')
  expect(await services.isLost('db', 'hang')).toMatchObject({ seen: false })
})

it('is lost by the engine’s word where its port says nothing, and that is told', async () => {
  const rig = await rigWith()
  serve(rig, true)
  const services = servicesOf(rig.around, rig.runtime)!
  await services.lose('db', 'hang')
  // So many wait that no further one is taken: it hangs all the more.
  rig.host.net.meet(5432, 'silent')
  expect(await services.isLost('db', 'hang')).toEqual({
    seen: true,
    what: ['the container of db is paused', 'its port takes no connection within 500 ms'],
  })
  await rig.host.engines.open(ENDPOINT).unpause(rig.ids.db ?? '')
  await services.lose('db', 'stopped')
  rig.host.net.meet(5432, 'unreachable')
  expect(await services.isLost('db', 'stopped')).toEqual({
    seen: true,
    what: ['the container of db is exited', 'its port cannot be reached from here'],
  })
})

it('asks by its health check’s own command, which the engine may not run for half a minute', async () => {
  const at = { upMs: 0 }
  const rig: Rig = await rigWith({
    checked: ['db'],
    healthCheck: ['pg_isready', '-q'],
    programs: {
      db: { commands: { pg_isready: () => ({ exitCode: rig.host.clock.monoMs() >= at.upMs ? 0 : 2 }) } },
    },
  })
  const services = servicesOf(rig.around, rig.runtime)!
  // The port accepts all the while, as an engine's proxy does.
  serve(rig, true)
  await services.lose('db', 'stopped')
  at.upMs = rig.host.clock.monoMs() + 2000
  expect(await services.giveBack('db')).toEqual(['its health check passes, run anew'])
  const lateMs = rig.host.clock.monoMs() - at.upMs
  expect(lateMs).toBeGreaterThanOrEqual(0)
  expect(lateMs).toBeLessThan(500)
})

it('is waited for no longer than the run is on, whatever its check takes', async () => {
  const cancelling = new AbortController()
  const rig = await rigWith({
    checked: ['db'],
    healthCheck: ['pg_isready'],
    programs: { db: { commands: { pg_isready: () => ({ exitCode: 2, afterMs: 4000 }) } } },
  })
  const context = { ...rig.runtime.context, signal: cancelling.signal }
  const services = servicesOf(rig.around, { ...rig.runtime, context })!
  await services.lose('db', 'stopped')
  const fromMs = rig.host.clock.monoMs()
  const back = expect(services.giveBack('db')).rejects.toThrow('a guard stopped it')
  await rig.host.clock.sleep(500)
  cancelling.abort(new Error('a guard stopped it'))
  await back
  expect(rig.host.clock.monoMs() - fromMs).toBeLessThan(4000)
})

it('does not take what was said of it before it was frozen for what it is now', async () => {
  const at = { upMs: 0 }
  const rig: Rig = await rigWith({
    checked: ['db'],
    healthCheck: ['pg_isready'],
    programs: {
      db: { commands: { pg_isready: () => ({ exitCode: rig.host.clock.monoMs() >= at.upMs ? 0 : 2 }) } },
    },
  })
  const services = servicesOf(rig.around, rig.runtime)!
  rig.engine.setHealth(rig.ids.db ?? '', 'healthy')
  await services.lose('db', 'hang')
  at.upMs = rig.host.clock.monoMs() + 1000
  await services.giveBack('db')
  expect(rig.host.clock.monoMs()).toBeGreaterThanOrEqual(at.upMs)
})

it.each<[string, FakeSpeaker]>([
  ['only the engine’s proxy takes connections', () => 'close'],
  ['it is still starting up', (sent) => (sent === '' ? 'hang' : { afterMs: 1, says: STARTING })],
])('without a check it is not back while %s', async (_what, speaker) => {
  const rig = await rigWith({ written: { readyTimeout: '10s' } })
  const services = servicesOf(rig.around, rig.runtime)!
  await services.lose('db', 'stopped')
  rig.host.net.speak(5432, speaker)
  const back = services.giveBack('db').then((seen) => ({ seen, atMs: rig.host.clock.monoMs() }))
  await rig.host.clock.sleep(2000)
  const upMs = rig.host.clock.monoMs()
  serve(rig, true)
  const { seen, atMs } = await back
  expect(seen).toEqual(['127.0.0.1:5432 answers'])
  expect(atMs).toBeGreaterThanOrEqual(upMs)
})

it('says so when it does not come back', async () => {
  const rig = await rigWith({ checked: ['db'], written: { readyTimeout: '3s' } })
  await servicesOf(rig.around, rig.runtime)!.lose('db', 'stopped')
  await expect(servicesOf(rig.around, rig.runtime)!.giveBack('db')).rejects.toMatchObject({
    code: 'never-ready',
    hint: 'Look at its log: docker --host unix:///var/run/docker.sock logs shop-db-1.',
  })
  const victim = { name: 'web-1', url: null, identity: null }
  expect(() => servicesOf(rig.around, rig.runtime)!.lossUndo(victim, 'hang')).toThrow('no service "web-1"')
})

it('are none where the configuration names none', async () => {
  const { around, runtime } = await rigWith({ written: { services: {} } })
  expect(servicesOf(around, runtime)).toBeNull()
})

it.each(['stopped', 'hang'] as const)('is not lost (%s) by one of its containers alone', async (as) => {
  const rig = await rigWith()
  const services = servicesOf(rig.around, rig.runtime)!
  const labels = composeLabels('db', 2)
  const second = rig.engine.create({ name: 'shop-db-2', image: 'shop:1', program: {}, labels })
  await rig.runtime.engine.start(second)
  await expect(services.lose('db', as)).rejects.toMatchObject({
    code: 'drill-invalid',
    message: expect.stringContaining('db has 2 containers'),
    hint: expect.stringContaining('deploy: { replicas: 1 }'),
  })
  expect((await rig.runtime.containers.siblings('db')).map(({ state }) => state)).toEqual([
    'running',
    'running',
  ])
  await rig.runtime.engine.stop(second, 0)
  await services.lose('db', as)
})
