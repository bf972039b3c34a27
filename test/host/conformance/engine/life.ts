import { expect, it } from 'vitest'
import type { Container } from '../../../../src/host/engine/engine.ts'
import type { Suite } from '../engine.ts'
import { eventually } from '../eventually.ts'

const SOON_MS = 10_000
const UNKNOWN = 'fdtest-a-no-such-thing'

export function lifeTests({ rig, engine, running }: Suite): void {
  const { host } = rig
  const state = async (id: string) => (await engine.container(id))?.state
  const until = (id: string, wanted: (seen: Container | null) => boolean) =>
    eventually(() => engine.container(id), wanted, SOON_MS)
  const refusal = { code: 'engine-refused' }

  it('sends signals to what runs', async () => {
    const id = await running({ program: 'waits' })
    expect(await engine.signal(id, 'SIGTERM')).toBe(true)
    expect(await until(id, (seen) => seen?.state === 'exited')).toMatchObject({ exitCode: 7 })
    expect(await engine.signal(id, 'SIGTERM')).toBe(false)
    expect(await engine.signal(UNKNOWN, 'SIGTERM')).toBe(false)
  })

  it('takes SIGKILL for a stop by hand: no restart policy acts', async () => {
    const id = await running({ program: 'waits', restarts: true })
    expect(await engine.signal(id, 'SIGKILL')).toBe(true)
    await until(id, (seen) => seen?.state === 'exited')
    await host.clock.sleep(500)
    expect(await engine.container(id)).toMatchObject({
      state: 'exited',
      exitCode: 137,
      restarts: 0,
      oomKilled: false,
    })
  })

  const needs = rig.noSignals === null ? '' : ` (needs ${rig.noSignals})`
  it.skipIf(needs !== '')(
    `takes no part in the killing of a main process: the restart policy acts${needs}`,
    async () => {
      const id = await running({ program: 'waits', restarts: true })
      const before = await engine.container(id)
      const process = await engine.mainProcess(id)
      expect(process?.pid).toBe(before?.pid)
      await host.clock.sleep(5)
      expect(await host.processes.signal(process!, 'SIGKILL')).toBe(true)
      const after = await until(id, (seen) => seen?.restarts === 1 && seen.state === 'running')
      expect(after).toMatchObject({ id, state: 'running', restarts: 1, exitCode: null })
      expect(after?.pid).not.toBe(before?.pid)
      expect(after?.finishedMs).toBeGreaterThan(before?.startedMs ?? 0)
      expect(after?.startedMs).toBeGreaterThan(after?.finishedMs ?? 0)
      expect(await host.processes.alive(process!)).toBe(false)
      expect(await engine.mainProcess(id)).not.toEqual(process)
    },
  )

  it('has no main process for what does not run', async () => {
    expect(await engine.mainProcess(await rig.make({ program: 'waits' }))).toBeNull()
    expect(await engine.mainProcess(UNKNOWN)).toBeNull()
  })

  it('stops with the grace that it is given, and starts again', async () => {
    const id = await running({ program: 'waits', restarts: true })
    const beganMs = host.clock.monoMs()
    await engine.stop(id, 15_000)
    expect(host.clock.monoMs() - beganMs).toBeLessThan(SOON_MS)
    expect(await engine.container(id)).toMatchObject({ state: 'exited', exitCode: 7, restarts: 0 })
    await engine.stop(id, 0)
    await engine.start(id)
    await engine.start(id)
    expect(await state(id)).toBe('running')
  })

  it('kills what does not stop in time', async () => {
    const id = await running({ program: 'deaf' })
    const beganMs = host.clock.monoMs()
    await engine.stop(id, 900)
    expect(host.clock.monoMs() - beganMs).toBeGreaterThan(950)
    expect(await engine.container(id)).toMatchObject({ state: 'exited', exitCode: 137 })
  })

  it('pauses and goes on, each as often as it is told', async () => {
    const id = await running({ program: 'waits' })
    await engine.unpause(id)
    await engine.pause(id)
    await engine.pause(id)
    expect(await engine.container(id)).toMatchObject({ state: 'paused', exitCode: null })
    expect((await engine.container(id))?.pid).toBeGreaterThan(0)
    await engine.unpause(id)
    await engine.unpause(id)
    expect(await state(id)).toBe('running')
  })

  it('stops and kills what is paused', async () => {
    const [stopped, killed] = [await running({ program: 'waits' }), await running({ program: 'waits' })]
    await engine.pause(stopped)
    await engine.stop(stopped, SOON_MS)
    expect(await engine.container(stopped)).toMatchObject({ state: 'exited', exitCode: 7 })
    await engine.pause(killed)
    expect(await engine.signal(killed, 'SIGKILL')).toBe(true)
    expect(await until(killed, (seen) => seen?.state === 'exited')).toMatchObject({ exitCode: 137 })
  })

  it('removes what runs, what is paused and what is not there', async () => {
    const [runs, paused, made] = [
      await running({ program: 'deaf', restarts: true }),
      await running({ program: 'deaf' }),
      await rig.make({ program: 'deaf' }),
    ]
    await engine.pause(paused)
    // Two at once, as a run and its watchdog may.
    await Promise.all([runs, paused, made, runs].map((id) => engine.remove(id)))
    expect(await engine.containers(rig.labels)).toEqual([])
    await engine.remove(runs)
    await engine.remove(UNKNOWN)
  })

  it('refuses what cannot be', async () => {
    const id = await rig.make({ program: 'waits' })
    await expect(engine.pause(id)).rejects.toMatchObject(refusal)
    await expect(engine.exec(id, ['true'], { timeoutMs: SOON_MS })).rejects.toMatchObject(refusal)
    await engine.start(id)
    await engine.pause(id)
    await expect(engine.start(id)).rejects.toMatchObject(refusal)
    await expect(engine.exec(id, ['true'], { timeoutMs: SOON_MS })).rejects.toMatchObject(refusal)
  })

  it('refuses whatever else it is asked of a container that is not there', async () => {
    const asked = [
      engine.start(UNKNOWN),
      engine.stop(UNKNOWN, 0),
      engine.pause(UNKNOWN),
      engine.unpause(UNKNOWN),
      engine.exec(UNKNOWN, ['true'], { timeoutMs: SOON_MS }),
      engine.limit(UNKNOWN, { cpus: 1, memoryBytes: 0 }),
      engine.cpuMs(UNKNOWN),
      engine.usage(UNKNOWN),
      engine.connect(UNKNOWN, UNKNOWN, { aliases: [], links: [], fixedAddress: null }),
      engine.disconnect(UNKNOWN, UNKNOWN),
      engine.followLog(UNKNOWN, 0, () => undefined),
    ]
    for (const each of await Promise.allSettled(asked)) {
      expect(each).toMatchObject({ status: 'rejected', reason: refusal })
    }
  })
}
