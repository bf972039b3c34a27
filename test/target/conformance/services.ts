import { expect, it } from 'vitest'
import type { ServiceLoss } from '../../../src/target/target.ts'
import type { Started } from '../conformance.ts'
import { eventually } from './eventually.ts'

export function conformsInServices(started: () => Started): void {
  const ready = async (): Promise<boolean[]> =>
    (await started().running.instances()).map((instance) => instance.ready)

  it.each<ServiceLoss>(['stopped', 'hang'])(
    'loses a service (%s) and gives it back, by itself unharmed',
    async (as) => {
      const { running, world, net, change } = started()
      const services = running.services!
      expect(services.names).toEqual(['db'])
      const before = await services.seen('db')
      expect(before).toMatchObject({ name: 'db', url: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/) })
      expect(before.identity).not.toBeNull()
      expect(await services.isLost('db', as)).toMatchObject({ seen: false })
      const undo = services.lossUndo(before, as)
      expect(undo.kind).toBe(as === 'hang' ? 'resume-process' : 'covered')
      const startMs = world.host.clock.monoMs()
      const { atMs, command } = await change('lose db', undo, () => services.lose('db', as))
      expect(atMs).toBeGreaterThanOrEqual(startMs)
      expect(command.argv[0]).toBe('kill')
      const lost = await services.isLost('db', as)
      expect(lost).toMatchObject({ seen: true })
      expect(lost.what.length).toBeGreaterThan(0)
      expect((await services.isLost('db', as === 'hang' ? 'stopped' : 'hang')).seen).toBe(false)
      const { hostname, port } = new URL(before.url!)
      expect(await net.accepts(hostname, Number(port), 400)).toBe(as === 'hang')
      expect((await services.seen('db')).identity === null).toBe(as === 'stopped')
      expect(await eventually(world, ready, (all) => !all.includes(true))).toEqual([false, false])
      // What depends on it lives.
      expect((await running.instances()).every(({ identity }) => identity !== null)).toBe(true)
      await change('give back db', undo, () => services.giveBack('db'))
      expect(await services.isLost('db', as)).toMatchObject({ seen: false })
      const after = await services.seen('db')
      expect(after.url).toBe(before.url)
      expect(JSON.stringify(after.identity) === JSON.stringify(before.identity)).toBe(as === 'hang')
      expect(await eventually(world, ready, (all) => !all.includes(false))).toEqual([true, true])
      expect(running.unexpectedEnds()).toEqual([])
    },
  )

  it('gives back what was never lost, and hits nothing twice', async () => {
    const { running, change } = started()
    const services = running.services!
    const before = await services.seen('db')
    const undo = services.lossUndo(before, 'stopped')
    await change('give back db', undo, () => services.giveBack('db'))
    expect(await services.seen('db')).toEqual(before)
    await change('lose db', undo, () => services.lose('db', 'stopped'))
    await expect(services.lose('db', 'stopped')).rejects.toMatchObject({ code: 'drill-invalid' })
    await services.giveBack('db')
    await expect(services.seen('cache')).rejects.toMatchObject({ code: 'drill-invalid' })
  })
}
