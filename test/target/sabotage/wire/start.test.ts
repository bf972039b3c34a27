import { expect, it } from 'vitest'
import { startWire } from '../../../../src/target/sabotage/wire/start.ts'
import { createWorld } from '../../recorder.ts'

it('says that the program ended, and where its words are, when it has nowhere to pass requests on to', async () => {
  const world = await createWorld()
  const listen = await world.host.net.freePort()
  const starting = startWire({ kind: 'passes', listen, to: [], share: 0, byMs: 0 }, world.context)
  await expect(starting).rejects.toMatchObject({
    code: 'start-failed',
    message: 'The proxy of the sabotage ended before it listened (exit code 1).',
    hint: expect.stringContaining('logs/sabotage.log'),
  })
  await world.close()
})
