import { describe, expect, it } from 'vitest'
import { createFakeTarget } from '../../src/target/fake.ts'
import { conforms } from './conformance.ts'
import { createWorld } from './recorder.ts'

conforms('the fake target', {
  releases: true,
  network: true,
  resources: true,
  storage: true,
  async create() {
    const target = createFakeTarget(2, {
      required: ['GREETING'],
      migrations: [{ name: '0002-add', since: '1.1.0', destructive: false, applied: false }],
    })
    return { target, net: target.net }
  },
})

describe('the fake target, beyond the contract', () => {
  it('can crash and get unready', async () => {
    const world = await createWorld()
    const target = createFakeTarget(2)
    const running = await target.start(world.context)
    target.crash('web-1')
    target.unready('web-2')
    const [first, second] = await running.instances()
    expect(first).toMatchObject({ identity: null, ready: false })
    expect(second).toMatchObject({ ready: false })
    expect(running.unexpectedEnds()).toHaveLength(1)
    expect((await target.net.request(second!.url!, { timeoutMs: 100 })).status).toBe(503)
    await running.stop()
    await world.close()
  })
})
