import { expect, it } from 'vitest'
import { startedFake } from './started.ts'

it('depends on each of the fake’s services by itself', async () => {
  const { running } = await startedFake({ services: ['db', 'queue'] })
  const services = running.services!
  const ready = async () => (await running.instances()).map((instance) => instance.ready)
  await services.lose('db', 'hang')
  await services.lose('queue', 'stopped')
  await services.giveBack('db')
  expect(await ready()).toEqual([false, false])
  expect(await services.isLost('queue', 'stopped')).toMatchObject({ seen: true })
  await services.giveBack('queue')
  expect(await ready()).toEqual([true, true])
})
