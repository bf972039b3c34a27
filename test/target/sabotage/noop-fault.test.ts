import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createFakeTarget } from '../../../src/target/fake.ts'
import { createProcessTarget } from '../../../src/target/process/process-target.ts'
import { SABOTAGED, sabotageFaults } from '../../../src/target/sabotage/noop-fault.ts'
import { createWorld } from '../recorder.ts'

describe('a sabotaged target', () => {
  it('answers as if it had done each fault, and does none', async () => {
    const world = await createWorld()
    const running = await sabotageFaults(createFakeTarget()).start({ ...world.context, links: ['db'] })
    const [instance] = await running.instances()
    const killed = await running.lifecycle!.kill(instance!)
    expect(killed.command.argv).toEqual(['kill', '-KILL', String(instance!.identity!.process!.pid)])
    expect(killed.atMs).toBeLessThanOrEqual(world.host.clock.monoMs())
    expect((await running.suspend!.pause(instance!)).command.argv[1]).toBe('-STOP')
    expect((await running.instances())[0]).toEqual(instance)
    expect(await running.suspend!.isPaused(instance!)).toBe(false)
    const limits = await running.resources!.limits(instance!)
    await running.resources!.squeeze(instance!, { cpus: 0.1, memoryBytes: 1 })
    expect(await running.resources!.limits(instance!)).toEqual(limits)
    await running.storage!.fill(instance!, '/tmp', 2 ** 30)
    expect(await running.storage!.hasRoom(instance!, '/tmp', 1)).toMatchObject({ room: true })
    await running.network!.disconnect(instance!)
    expect(Object.keys(await running.network!.attached(instance!))).toEqual(['app'])
    expect((await running.crash!.crash(instance!, 'abort', 'x')).command.argv[1]).toBe('-ABRT')
    expect((await running.services!.lose('db', 'stopped')).command.argv).toEqual(['kill', '-TERM', 'db'])
    expect((await running.services!.lose('db', 'hang')).command.argv).toEqual(['kill', '-STOP', 'db'])
    expect((await running.instances())[0]).toEqual(instance)
    expect(await running.services!.isLost('db', 'hang')).toMatchObject({ seen: false })
    await running.links!.disturb('db', { kind: 'cut' })
    expect(await running.links!.look('db', { connections: 1, timeoutMs: 1 })).toMatchObject({ set: null })
    expect((await running.services!.seen('db')).identity).not.toBeNull()
    await running.stop()
    await world.close()
  })

  it('says what it is: in its kind, when it starts, and in what doctor explains', async () => {
    const world = await createWorld()
    const target = sabotageFaults(createFakeTarget())
    await target.start(world.context)
    expect(target.kind).toBe(`fake (${SABOTAGED})`)
    expect(world.progress.join()).toContain(SABOTAGED)
    expect((await target.explain(fakeHost())).map(({ name }) => name)).toContain('target.sabotage')
    await world.close()
  })

  it('is made only by its full name', () => {
    const options = { run: 'node server.js', instances: 1 }
    const at = { root: '/app' }
    expect(createProcessTarget(options, at).kind).toBe('process')
    expect(createProcessTarget({ ...options, sabotage: 'noop-fault' }, at).kind).toContain(SABOTAGED)
    for (const sabotage of [true, 'noop', ''])
      expect(() => createProcessTarget({ ...options, sabotage }, at)).toThrow('target.sabotage')
  })
})
