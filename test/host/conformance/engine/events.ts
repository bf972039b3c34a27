import { expect, it } from 'vitest'
import type { EngineEvent } from '../../../../src/host/engine/engine.ts'
import type { Suite } from '../engine.ts'
import { eventually } from '../eventually.ts'

const SOON_MS = 10_000

export function eventTests({ rig, engine, running }: Suite): void {
  const { clock } = rig.host

  /** What happens to those of a label of their own, until the test has seen enough. */
  const followed = async (part: string) => {
    const events: EngineEvent[] = []
    const following = await engine.follow({ ...rig.labels, part }, (event) => events.push(event))
    const until = (action: string, count = 1) =>
      eventually(
        async () => events.filter((event) => event.action === action),
        ({ length }) => length >= count,
        SOON_MS,
      )
    return { events, following, until }
  }

  /** It takes its memory. Not as it starts: an engine may miss an end that early (containerd/containerd#8893). */
  const eat = async (id: string) => {
    const said: string[] = []
    const following = await engine.followLog(id, 0, ({ text }) => said.push(text))
    await eventually(
      async () => said,
      (lines) => lines.includes('hungry'),
      SOON_MS,
    )
    await following.stop()
    await engine.signal(id, 'SIGTERM')
  }

  it('tells of a life and its end, of those with the labels alone', async () => {
    const { events, following, until } = await followed('told')
    const beganMs = clock.wallMs()
    const id = await running({ program: 'waits', labels: { part: 'told' } })
    await running({ program: 'waits', labels: { part: 'other' } })
    await engine.signal(id, 'SIGTERM')
    await until('die')
    await engine.remove(id)
    await until('destroy')
    await following.stop()
    await following.ended
    expect(events.map(({ action }) => action)).toEqual(['create', 'start', 'kill', 'die', 'destroy'])
    const name = expect.stringMatching(/^fdtest-a-/)
    for (const event of events) {
      expect(event).toMatchObject({ container: id, name, labels: { ...rig.labels, part: 'told' } })
    }
    expect(events[2]).toMatchObject({ signal: 'SIGTERM', exitCode: null, health: null })
    expect(events[3]).toMatchObject({ signal: null, exitCode: 7, health: null })
    // The engine's clock is this machine's.
    for (const { atMs } of events) expect(atMs).toBeGreaterThanOrEqual(beganMs - 1)
    for (const { atMs } of events) expect(atMs).toBeLessThanOrEqual(clock.wallMs() + 1)
  })

  it('tells nothing of what was before, and nothing once it was stopped', async () => {
    const id = await running({ program: 'waits', labels: { part: 'late' } })
    const { events, following, until } = await followed('late')
    await engine.pause(id)
    await until('pause')
    expect(events.map(({ action }) => action)).toEqual(['pause'])
    await following.stop()
    await engine.unpause(id)
    await clock.sleep(100)
    expect(events.map(({ action }) => action)).toEqual(['pause'])
  })

  it('tells of a stop, of a pause and of the killing of what eats too much', async () => {
    const { events, following, until } = await followed('eats')
    const wish = { program: 'eats', limits: { memoryBytes: 20e6 }, labels: { part: 'eats' } } as const
    const id = await running(wish)
    await eat(id)
    expect(await until('oom')).not.toEqual([])
    await until('die')
    expect(events.find(({ action }) => action === 'die')?.exitCode).toBe(137)
    const killed = await eventually(
      () => engine.container(id),
      (seen) => seen?.oomKilled === true,
      SOON_MS,
    )
    expect(killed).toMatchObject({ oomKilled: true, exitCode: 137 })
    const other = await running({ program: 'waits', labels: { part: 'eats' } })
    await engine.pause(other)
    await engine.unpause(other)
    await engine.stop(other, SOON_MS)
    await until('stop')
    const actions = events.filter(({ container }) => container === other).map(({ action }) => action)
    expect(actions).toEqual(['create', 'start', 'pause', 'unpause', 'kill', 'die', 'stop'])
    await following.stop()
  })

  it('tells what a health check says', async () => {
    const { following, until } = await followed('checked')
    const id = await running({ program: 'waits', checked: true, labels: { part: 'checked' } })
    await rig.setHealthy(id, false)
    expect((await until('health_status')).map(({ health }) => health)).toEqual(['unhealthy'])
    await rig.setHealthy(id, true)
    expect((await until('health_status', 2)).map(({ health }) => health)).toEqual(['unhealthy', 'healthy'])
    await following.stop()
  })
}
