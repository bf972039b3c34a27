import { expect, it } from 'vitest'
import { dockerCommand, sameContainer } from '../../../src/target/compose/hit.ts'
import { rigWith } from './rig.ts'

it('hits the container that was looked at, and no other', async () => {
  const { runtime, look, ids } = await rigWith()
  const seen = await look('web-1')
  expect((await sameContainer(runtime, seen)).id).toBe(ids['web-1'])
  await runtime.engine.stop(ids['web-1'] ?? '', 1000)
  await expect(sameContainer(runtime, seen)).rejects.toThrow('web-1 is down')
  await runtime.context.host.clock.sleep(1000)
  await runtime.engine.start(ids['web-1'] ?? '')
  await expect(sameContainer(runtime, seen)).rejects.toThrow('web-1 was started anew since it was looked at')
  expect((await sameContainer(runtime, await look('web-1'))).id).toBe(ids['web-1'])
})

it('refuses what is no instance', async () => {
  const { runtime, look } = await rigWith()
  await expect(sameContainer(runtime, { ...(await look('web-1')), name: 'db' })).rejects.toThrow(
    'no instance "db"',
  )
  expect(dockerCommand(['kill', 'x'], '/app')).toEqual({
    argv: ['docker', 'kill', 'x'],
    cwd: '/app',
    env: {},
  })
})
