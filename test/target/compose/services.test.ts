import { expect, it } from 'vitest'
import { servicesOf } from '../../../src/target/compose/services.ts'
import { type Rig, rigWith } from './rig.ts'

const serve = ({ host }: Rig, is: boolean) =>
  is ? host.net.listen(5432, () => 'hang') : host.net.close(5432)

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
  await back
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

it('says so when it does not come back', async () => {
  const rig = await rigWith({ checked: ['db'], written: { readyTimeout: '3s' } })
  await servicesOf(rig.around, rig.runtime)!.lose('db', 'stopped')
  await expect(servicesOf(rig.around, rig.runtime)!.giveBack('db')).rejects.toMatchObject({
    code: 'never-ready',
  })
  const victim = { name: 'web-1', url: null, identity: null }
  expect(() => servicesOf(rig.around, rig.runtime)!.lossUndo(victim, 'hang')).toThrow('no service "web-1"')
})

it('are none where the configuration names none', async () => {
  const { around, runtime } = await rigWith({ written: { services: {} } })
  expect(servicesOf(around, runtime)).toBeNull()
})
