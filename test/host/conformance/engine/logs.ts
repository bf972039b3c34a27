import { expect, it } from 'vitest'
import type { LogLine } from '../../../../src/host/engine/engine.ts'
import type { Suite } from '../engine.ts'
import { eventually } from '../eventually.ts'

const SOON_MS = 10_000

export function logTests({ rig, engine, running }: Suite): void {
  const { clock } = rig.host

  const followed = async (id: string, sinceMs: number) => {
    const lines: LogLine[] = []
    const following = await engine.followLog(id, sinceMs, (line) => lines.push(line))
    /** What differs is printed: a long line in short. */
    const texts = (stream: LogLine['stream']) =>
      lines
        .filter((line) => line.stream === stream)
        .map(({ text }) => text.replace('x'.repeat(40_000), '40,000 x').slice(0, 80))
    const until = (text: string, count = 1) =>
      eventually(
        async () => lines.filter((line) => line.text === text).length,
        (found) => found >= count,
        SOON_MS,
      )
    return { lines, following, texts, until }
  }

  it('tells what a container wrote, line by line, with stream and time, until it is removed', async () => {
    const beganMs = clock.wallMs()
    const id = await running({ program: 'talks' })
    const { lines, following, texts, until } = await followed(id, 0)
    await until('last')
    await engine.remove(id)
    await following.ended
    expect(texts('stdout')).toEqual(['out', '40,000 x', 'last'])
    expect(texts('stderr')).toEqual(['err'])
    for (const { atMs } of lines) {
      expect(atMs).toBeGreaterThanOrEqual(beganMs)
      expect(atMs).toBeLessThanOrEqual(clock.wallMs())
    }
  })

  it('tells from a time on', async () => {
    const id = await running({ program: 'talks' })
    const all = await followed(id, 0)
    await all.until('last')
    await all.following.stop()
    const lastMs = all.lines.find(({ text }) => text === 'last')?.atMs ?? 0
    const late = await followed(id, lastMs)
    await late.following.stop()
    expect(late.texts('stdout')).toEqual(['last'])
    const none = await followed(id, lastMs + 1000)
    await none.following.stop()
    expect(none.lines).toEqual([])
  })

  it('goes on over an end and another start, and leaves nothing out when it is stopped', async () => {
    const id = await running({ program: 'waits' })
    const { following, texts, until } = await followed(id, 0)
    await until('waiting')
    await engine.signal(id, 'SIGKILL')
    await eventually(
      () => engine.container(id),
      (seen) => seen?.state === 'exited',
      SOON_MS,
    )
    await engine.start(id)
    await until('waiting', 2)
    await engine.stop(id, SOON_MS)
    await following.stop()
    await following.ended
    expect(texts('stdout')).toEqual(['waiting', 'waiting', 'ending'])
    await following.stop()
    await engine.start(id)
    await clock.sleep(100)
    expect(texts('stdout')).toEqual(['waiting', 'waiting', 'ending'])
  })
}
