import { expect, it } from 'vitest'
import { sameIdentity } from '../../../src/fault/same-identity.ts'
import type { Started } from '../conformance.ts'
import { eventually } from './eventually.ts'

export function conformsInNetworks(started: () => Started): void {
  it('cuts an instance off, which runs on, and puts it back under the names that it had', async () => {
    const { running, world, net, look, change } = started()
    const network = running.network!
    const before = await look('web-1')
    const other = await look('web-2')
    const from = await network.attached(before)
    expect(Object.keys(from)).toHaveLength(1)
    expect(Object.values(from).flatMap(({ aliases }) => aliases)).toContain('web-1')
    const undo = network.disconnectUndo(before, from)
    const startMs = world.host.clock.monoMs()
    const { atMs } = await change('disconnect web-1', undo, () => network.disconnect(before))
    expect(atMs).toBeGreaterThanOrEqual(startMs)
    expect(await network.attached(before)).toEqual({})
    expect((await net.request(before.url!, { timeoutMs: 400 })).status).toBeNull()
    const cut = await look('web-1')
    expect(cut).toMatchObject({ ready: false, release: null })
    expect(sameIdentity(cut.identity!, before.identity!)).toBe(true)
    expect((await look('web-2')).identity).toEqual(other.identity)
    for (let times = 0; times < 2; times++) {
      await change('reconnect web-1', undo, () => network.reconnect(before, from))
      expect(await network.attached(before)).toEqual(from)
    }
    const back = await eventually(
      world,
      () => look('web-1'),
      ({ ready }) => ready,
    )
    expect(back).toMatchObject({ identity: before.identity, url: before.url })
    const reached = async () => running.deploy?.reached('web-1') ?? true
    expect(await eventually(world, reached, (is) => is === true)).toBe(true)
  })

  it('refuses to cut off an instance that it does not have', async () => {
    const { running, look } = started()
    const stranger = { ...(await look('web-1')), name: 'web-9' }
    await expect(running.network!.disconnect(stranger)).rejects.toMatchObject({ code: 'drill-invalid' })
  })
}
