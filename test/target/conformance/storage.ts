import { expect, it } from 'vitest'
import type { Started } from '../conformance.ts'

const PAGE = 4096

export function conformsInStorage(started: () => Started): void {
  it('fills a file system of an instance, in which nothing can be written then, and empties it', async () => {
    const { running, world, look, change } = started()
    const storage = running.storage!
    const before = await look('web-1')
    const { freeBytes, sizeBytes } = await storage.space(before, '/tmp')
    expect(freeBytes).toBeGreaterThan(PAGE)
    expect(sizeBytes).toBeGreaterThanOrEqual(freeBytes)
    const undo = storage.fillUndo(before, '/tmp')
    const startMs = world.host.clock.monoMs()
    const { atMs } = await change('fill web-1', undo, () => storage.fill(before, '/tmp', freeBytes + PAGE))
    expect(atMs).toBeGreaterThanOrEqual(startMs)
    const room = (bytes: number) => change('try', undo, () => storage.hasRoom(before, '/tmp', bytes))
    expect(await room(PAGE)).toMatchObject({ room: false })
    expect((await look('web-1')).identity).toEqual(before.identity)
    for (let times = 0; times < 2; times++) {
      await change('empty web-1', undo, () => storage.empty(before, '/tmp'))
      expect(await room(freeBytes / 2)).toMatchObject({ room: true })
    }
  })

  it('fills nothing that is not the instance’s own', async () => {
    const { running, look } = started()
    const seen = await look('web-1')
    await expect(running.storage!.space(seen, '/etc')).rejects.toMatchObject({ code: 'drill-invalid' })
    const stranger = { ...seen, name: 'web-9' }
    await expect(running.storage!.fill(stranger, '/tmp', PAGE)).rejects.toMatchObject({
      code: 'drill-invalid',
    })
  })
}
