import { describe, expect, it } from 'vitest'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import { deploysOf, hasStayed } from '../../../src/measure/releases/deploys.ts'
import {
  deployEnded,
  deployStarted,
  state,
  switched,
  type Timed,
  triggered,
  watched,
} from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

function deploys(events: Timed[]) {
  const { events: all } = buildRecord({ phases: [], events })
  return deploysOf(all, watchOf(all))
}
const begun = [deployStarted(1000, 'bad', '1.1.0'), switched(3000, 'bad', 'web-1', '1.1.0')]

describe('a deploy', () => {
  it('has its releases, its instances in order, and its end', () => {
    const [deploy] = deploys([...begun, switched(5000, 'bad', 'web-2', '1.1.0'), deployEnded(5100, 'bad')])
    expect(deploy).toEqual({
      window: 'bad',
      from: '1.0.0',
      to: '1.1.0',
      strategy: 'rolling',
      startMs: 1000,
      endMs: 5100,
      outcome: 'deployed',
      code: null,
      detail: '',
      switched: [
        { name: 'web-1', atMs: 3000 },
        { name: 'web-2', atMs: 5000 },
      ],
      trigger: null,
      detectionMs: null,
      canary: null,
    })
    expect(hasStayed(deploy!)).toBe(true)
  })

  it('is detected by its trigger, also after it had ended well', () => {
    const during = deploys([
      ...begun,
      ...triggered(5000, 'bad'),
      deployEnded(5200, 'bad', 'cancelled', 'triggered'),
    ])
    expect(during[0]).toMatchObject({ detectionMs: 2000, outcome: 'cancelled', code: 'triggered' })
    const after = deploys([...begun, deployEnded(4000, 'bad'), ...triggered(5000, 'bad')])
    expect(after[0]).toMatchObject({ detectionMs: 2000, outcome: 'deployed' })
    expect(hasStayed(after[0]!)).toBe(false)
  })

  it('is detected by the first trigger, and not before it was served', () => {
    const twice = [...begun, ...triggered(5000, 'bad'), ...triggered(8000, 'bad')]
    expect(deploys(twice)[0]?.trigger?.atMs).toBe(5000)
    expect(deploys([...begun, ...triggered(2500, 'bad')])[0]?.detectionMs).toBe(0)
  })

  it('has nothing of what comes after its end, and of its detail the first line', () => {
    const ended = { ...deployEnded(4000, 'bad'), detail: 'it ended.\nlast lines of its log' } as Timed
    const [deploy] = deploys([...begun, ended, switched(6000, 'bad', 'web-2', '1.1.0')])
    expect(deploy).toMatchObject({ detail: 'it ended.', switched: [{ name: 'web-1', atMs: 3000 }] })
  })

  it('does not take what is switched back for its own', () => {
    const back = switched(6000, 'bad', 'web-1', '1.0.0')
    expect(
      deploys([...begun, back, deployEnded(7000, 'bad', 'refused', 'never-ready')])[0]?.switched,
    ).toHaveLength(1)
  })

  it('of a user’s own command is served from the first word of an instance on', () => {
    const events = (strategy: string) => [
      deployStarted(1000, 'bad', '1.1.0', strategy),
      state('web-1', 2000, { release: '1.1.0' }),
      ...watched(0, 9000),
      switched(4000, 'bad', 'web-1', '1.1.0'),
      ...triggered(6000, 'bad'),
    ]
    expect(deploys(events('command'))[0]?.detectionMs).toBe(4000)
    expect(deploys(events('rolling'))[0]?.detectionMs).toBe(2000)
    // Neither what ran the release before, nor what runs another, nor what is not ready yet.
    const others = [
      state('web-2', 500, { release: '1.1.0' }),
      state('web-2', 900),
      state('web-2', 1200, { failing: ['mail'] }),
      state('web-1', 1500, { release: '1.1.0', ready: 503 }),
    ]
    expect(deploys([...others, ...events('command')])[0]?.detectionMs).toBe(4000)
    const later = [
      deployStarted(1000, 'bad', '1.1.0', 'command'),
      deployEnded(1500, 'bad', 'refused', 'command-failed'),
      ...triggered(1600, 'bad'),
      state('web-1', 2000, { release: '1.1.0' }),
      ...watched(0, 9000),
    ]
    expect(deploys(later)[0]?.detectionMs).toBeNull()
  })

  it('has a canary’s decision', () => {
    const decision = { decision: 'roll-back' as const, why: 'slower', comparison: {} }
    expect(
      deploys([...begun, { atMs: 4000, type: 'canary', window: 'bad', ...decision }])[0]?.canary,
    ).toEqual({
      decision: 'roll-back',
      why: 'slower',
    })
  })

  it('that the release gate refuses has begun, and has its names', () => {
    const refused = deployEnded(1000, 'gate', 'refused', 'migration-pending')
    expect(deploys([deployStarted(1000, 'gate', '1.1.0'), refused])).toMatchObject([
      { to: '1.1.0', code: 'migration-pending', startMs: 1000, endMs: 1000, switched: [] },
    ])
  })

  it('that was cut off has no end', () => {
    expect(deploys(begun)[0]).toMatchObject({ endMs: null, outcome: null })
    expect(deploys([])).toEqual([])
  })
})
