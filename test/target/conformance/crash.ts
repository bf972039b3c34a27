import { expect, it } from 'vitest'
import type { Started } from '../conformance.ts'
import { eventually } from './eventually.ts'

export function conformsInCrashes(started: () => Started): void {
  it.each(['abort', 'request'] as const)(
    'crashes by %s, and its own supervisor brings it back',
    async (way) => {
      const { running, look, world, change } = started()
      const { crash, ways } = running.crash!
      expect(ways).toContain(way)
      const before = await look('web-1')
      const requestId = `${world.context.run}-${way}`
      const undo = { kind: 'covered', args: { by: 'start web-1' } }
      const acted = await change('crash web-1', undo, () => crash(before, way, requestId))
      expect(acted.atMs).toBeLessThanOrEqual(world.host.clock.monoMs())
      const back = await eventually(
        world,
        () => look('web-1'),
        ({ ready, identity }) => ready && identity?.bootId !== before.identity?.bootId,
      )
      expect(back).toMatchObject({ ready: true, identity: { mark: before.identity!.mark } })
      expect(back.identity!.process).not.toEqual(before.identity!.process)
      expect(back.identity!.bootId).not.toBe(before.identity!.bootId)
      expect(running.unexpectedEnds()).toEqual([])
      if (way === 'request') {
        const log = running.logs!.file('web-1')!
        const text = await eventually(
          world,
          () => world.host.files.read(log),
          (read) => read.includes(requestId),
        )
        expect(text).toContain(requestId)
      }
    },
  )

  it('has a log of each instance, and of no other', async () => {
    const { running } = started()
    expect(running.logs!.file('web-1')).toMatch(/^\/.*web-1/)
    expect(running.logs!.file('web-1')).not.toBe(running.logs!.file('web-2'))
    expect(running.logs!.file('web-9')).toBeNull()
  })

  it('does not crash what is down', async () => {
    const { running, look } = started()
    await running.lifecycle!.stop('web-1')
    const down = await look('web-1')
    await expect(running.crash!.crash(down, 'abort', 'x')).rejects.toMatchObject({ code: 'drill-invalid' })
    await running.lifecycle!.start('web-1')
  })
}
