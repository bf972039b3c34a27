import { expect, it } from 'vitest'
import type { Suite } from '../engine.ts'

const SOON_MS = 10_000

export function execTests({ engine, running, rig }: Suite): void {
  it('runs commands in a container: output, exit code', async () => {
    const id = await running({ program: 'waits' })
    const run = (...argv: string[]) => engine.exec(id, argv, { timeoutMs: SOON_MS })
    expect(await run('both')).toEqual({ exitCode: 4, stdout: 'out\n', stderr: 'err\n', timedOut: false })
    expect(await run('echo', 'a  b', '$HOME; exit 1')).toMatchObject({
      exitCode: 0,
      stdout: 'a  b $HOME; exit 1\n',
    })
    expect(await run('true')).toEqual({ exitCode: 0, stdout: '', stderr: '', timedOut: false })
  })

  it('leaves a command that takes too long', async () => {
    const id = await running({ program: 'waits' })
    const beganMs = rig.host.clock.monoMs()
    const seen = await engine.exec(id, ['says-and-sleeps', '30'], { timeoutMs: 2500 })
    expect(seen).toEqual({ exitCode: null, stdout: 'begun\n', stderr: '', timedOut: true })
    expect(rig.host.clock.monoMs() - beganMs).toBeLessThan(SOON_MS)
  })

  it('says which program is missing', async () => {
    const id = await running({ program: 'waits' })
    for (const program of ['no-such-program', '/bin/no-such-program']) {
      await expect(engine.exec(id, [program], { timeoutMs: SOON_MS })).rejects.toMatchObject({
        code: 'tool-missing',
        message: expect.stringContaining(program),
      })
    }
  })

  it('changes the limits of what runs, and takes away those that it was not made with', async () => {
    const free = await running({ program: 'waits' })
    const limits = async (id: string) => (await engine.container(id))?.limits
    await engine.limit(free, { cpus: 0.25, memoryBytes: 32e6 })
    expect(await limits(free)).toEqual({ cpus: 0.25, memoryBytes: 32e6 })
    await engine.limit(free, { cpus: 1.5, memoryBytes: 64e6 })
    expect(await limits(free)).toEqual({ cpus: 1.5, memoryBytes: 64e6 })
    await engine.limit(free, { cpus: 0, memoryBytes: 0 })
    expect(await limits(free)).toEqual({ cpus: 0, memoryBytes: 0 })
    await engine.limit(free, { cpus: 1, memoryBytes: 32e6 })
    expect(await limits(free)).toEqual({ cpus: 1, memoryBytes: 32e6 })

    const made = await running({ program: 'waits', limits: { cpus: 0.5, memoryBytes: 64e6 } })
    await engine.limit(made, { cpus: 0.25, memoryBytes: 32e6 })
    expect(await limits(made)).toEqual({ cpus: 0.25, memoryBytes: 32e6 })
    await engine.limit(made, { cpus: 0.5, memoryBytes: 128e6 })
    expect(await limits(made)).toEqual({ cpus: 0.5, memoryBytes: 128e6 })
  })

  it('slows what uses more than its limit', async () => {
    const id = await running({ program: 'spins' })
    const { clock } = rig.host
    await engine.limit(id, { cpus: 0.1, memoryBytes: 0 })
    const [beganMs, usedMs] = [clock.monoMs(), await engine.cpuMs(id)]
    await clock.sleep(1000)
    const share = ((await engine.cpuMs(id)) - usedMs) / (clock.monoMs() - beganMs)
    expect(share).toBeLessThan(0.25)
    expect(share).toBeGreaterThan(0.02)
  })

  it('tells how much is used, what is in force, and how long something was held back by its limit', async () => {
    const id = await running({ program: 'spins' })
    const free = await engine.usage(id)
    expect(free.memoryLimitBytes).toBe(0)
    expect(free.memoryBytes).toBeGreaterThanOrEqual(0)
    await engine.limit(id, { cpus: 0.1, memoryBytes: 64 * 2 ** 20 })
    await rig.host.clock.sleep(1000)
    const held = await engine.usage(id)
    expect(held.memoryLimitBytes).toBe(64 * 2 ** 20)
    expect((held.throttledMs ?? 0) - (free.throttledMs ?? 0)).toBeGreaterThan(300)
    await engine.stop(id, 0)
    await expect(engine.usage(id)).rejects.toMatchObject({ code: 'engine-refused' })
  })
}
