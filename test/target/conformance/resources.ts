import { expect, it } from 'vitest'
import type { Started } from '../conformance.ts'

export function conformsInResources(started: () => Started): void {
  it('gives an instance less, which is felt, and then just what it had', async () => {
    const { running, world, look, change } = started()
    const resources = running.resources!
    const before = await look('web-1')
    const was = await resources.limits(before)
    const to = { cpus: 0.05, memoryBytes: 192 * 2 ** 20 }
    const undo = resources.squeezeUndo(before, was)
    const startMs = world.host.clock.monoMs()
    const { atMs } = await change('squeeze web-1', undo, () => resources.squeeze(before, to))
    expect(atMs).toBeGreaterThanOrEqual(startMs)
    expect(await resources.limits(before)).toEqual(to)
    const felt = await resources.felt(before)
    expect(felt).toMatchObject({ memoryLimitBytes: to.memoryBytes })
    expect(felt.memoryBytes).toBeLessThan(to.memoryBytes)
    expect(await resources.limits(await look('web-2'))).toEqual(was)
    expect((await look('web-1')).identity).toEqual(before.identity)
    for (let times = 0; times < 2; times++) {
      await change('release web-1', undo, () => resources.release(before, was))
      expect(await resources.limits(before)).toEqual(was)
    }
  })

  it('refuses to squeeze an instance that it does not have', async () => {
    const { running, look } = started()
    const stranger = { ...(await look('web-1')), name: 'web-9' }
    const to = { cpus: 0.1, memoryBytes: 0 }
    await expect(running.resources!.squeeze(stranger, to)).rejects.toMatchObject({ code: 'drill-invalid' })
  })
}
