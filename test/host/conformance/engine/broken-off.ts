import { afterEach, beforeEach, expect, it } from 'vitest'
import type { EngineEvent } from '../../../../src/host/engine/engine.ts'
import type { Gap } from '../../../../src/host/engine/following.ts'
import type { CutEngine, Suite } from '../engine.ts'
import { eventually } from '../eventually.ts'

const SOON_MS = 10_000
const PROMPT_MS = 2000

export function brokenOffTests({ rig, engine, running }: Suite): void {
  const { host } = rig
  let way: CutEngine
  beforeEach(async () => {
    way = await rig.cutEngine()
  })
  afterEach(() => way.close())

  const noted = () => {
    const gaps: Gap[] = []
    const until = (is: Gap['is']) =>
      eventually(
        async () => gaps.at(-1)?.is,
        (latest) => latest === is,
        SOON_MS,
      )
    return { gaps, until, onGap: (gap: Gap) => void gaps.push(gap), said: () => gaps.map(({ is }) => is) }
  }

  it('tells the events of the time in which the way to it was cut, and none twice', async () => {
    const events: EngineEvent[] = []
    const { gaps, until, onGap, said } = noted()
    const labels = { ...rig.labels, part: 'cut' }
    const following = await host.engines
      .open(way.endpoint)
      .follow(labels, (event) => events.push(event), onGap)
    const actions = (count: number) =>
      eventually(
        async () => events.map(({ action }) => action),
        ({ length }) => length >= count,
        SOON_MS,
      )
    const id = await running({ program: 'waits', labels: { part: 'cut' } })
    await actions(2)
    way.cut()
    await until('open')
    await engine.pause(id)
    await engine.unpause(id)
    way.mend()
    await until('closed')
    await engine.signal(id, 'SIGKILL')
    expect(await actions(6)).toEqual(['create', 'start', 'pause', 'unpause', 'kill', 'die'])
    await following.stop()
    expect(said()).toEqual(['open', 'closed'])
    expect(gaps[0]).toMatchObject({ why: { code: 'engine-unreachable' } })
  })

  it('tells the log of the time in which the way to it was cut, and no line twice', async () => {
    const texts: string[] = []
    const { until, onGap, said } = noted()
    const id = await running({ program: 'waits' })
    const follow = host.engines.open(way.endpoint)
    const following = await follow.followLog(id, 0, ({ text }) => texts.push(text), onGap)
    const lines = (count: number) =>
      eventually(
        async () => texts,
        ({ length }) => length >= count,
        SOON_MS,
      )
    await lines(1)
    way.cut()
    await until('open')
    await engine.stop(id, SOON_MS)
    await engine.start(id)
    way.mend()
    await until('closed')
    await lines(3)
    await engine.stop(id, SOON_MS)
    await following.stop()
    expect(texts).toEqual(['waiting', 'ending', 'waiting', 'ending'])
    expect(said()).toEqual(['open', 'closed'])
  })

  it('stops at once where the way to it is cut, and says that something is missing', async () => {
    const { gaps, onGap, said } = noted()
    const id = await running({ program: 'waits' })
    const follow = host.engines.open(way.endpoint)
    const both = [
      await follow.follow(rig.labels, () => undefined, onGap),
      await follow.followLog(id, 0, () => undefined, onGap),
    ]
    way.cut()
    await eventually(
      async () => gaps.length,
      (count) => count === 2,
      SOON_MS,
    )
    const beganMs = host.clock.monoMs()
    await Promise.all(both.map((each) => each.stop()))
    expect(host.clock.monoMs() - beganMs).toBeLessThan(PROMPT_MS)
    expect(said()).toEqual(['open', 'open', 'lost', 'lost'])
  })

  it('follows no log of a container that was removed meanwhile, and says that something is missing', async () => {
    const { until, onGap, said } = noted()
    const id = await running({ program: 'waits' })
    const following = await host.engines.open(way.endpoint).followLog(id, 0, () => undefined, onGap)
    way.cut()
    await until('open')
    await engine.remove(id)
    way.mend()
    await following.ended
    expect(said()).toEqual(['open', 'lost'])
  })
}
