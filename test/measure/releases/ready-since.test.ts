import { describe, expect, it } from 'vitest'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import type { FaultSeen } from '../../../src/measure/measurements.ts'
import { readySince } from '../../../src/measure/releases/ready-since.ts'
import { deployStarted, down, instances, state, type Timed, triggered, watched } from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

function since(events: Timed[], more: { names?: string[]; faults?: FaultSeen[]; fromMs?: number } = {}) {
  const { events: all } = buildRecord({ phases: [], events: [...events, ...watched(0, 20_000)] })
  return readySince({
    events: all,
    watch: watchOf(all),
    faults: [],
    names: ['web-1', 'web-2'],
    release: '1.0.0',
    fromMs: 5000,
    ...more,
  })
}
const web2 = state('web-2', 0)
const kill = (instantMs: number): FaultSeen => ({
  fault: 'kill',
  window: 'a',
  victim: 'web-1',
  instantMs,
  landed: null,
  healed: null,
})

describe('ready with a release', () => {
  it('from the question on, when they were before', () => {
    expect(since([state('web-1', 0), web2])).toBe(5000)
  })

  it('from the moment on at which the last one is', () => {
    expect(since([state('web-1', 0, { release: '1.1.0' }), state('web-1', 9000), web2])).toBe(9000)
    expect(since([state('web-1', 0, { ready: 503 }), state('web-1', 9000), web2])).toBe(9000)
    expect(since([state('web-1', 0, { release: '1.1.0' }), web2])).toBeNull()
    expect(since([state('web-1', 0), web2], { names: ['web-1', 'web-3'] })).toBeNull()
    expect(since([state('web-1', 0), web2], { names: [] })).toBeNull()
  })

  it('for a moment only does not count, unless something was done to them', () => {
    const flaps = [state('web-1', 0), web2, down('web-1', 7000, { endAsked: false }), state('web-1', 12_000)]
    expect(since(flaps)).toBe(12_000)
    expect(since(flaps, { faults: [kill(6900)] })).toBe(5000)
    expect(since([state('web-1', 0), web2, down('web-1', 7000), state('web-1', 12_000)])).toBe(5000)
    expect(since([...flaps, deployStarted(6900, 'a', '1.1.0')])).toBe(5000)
    expect(since([...flaps, triggered(6900, 'a')[1]!])).toBe(5000)
    // What was done may be written down after the look that shows it; what was done long after is no excuse.
    expect(since(flaps, { faults: [kill(7600)] })).toBe(5000)
    expect(since(flaps, { faults: [kill(15_000)] })).toBe(12_000)
    expect(since(flaps, { faults: [kill(4000)] })).toBe(12_000)
  })

  it('counts when it lasted five seconds, or until nobody looked any more', () => {
    const gone = (atMs: number) => [
      state('web-1', 0),
      web2,
      down('web-1', atMs, { endAsked: false }),
      state('web-1', 14_000),
    ]
    expect(since(gone(9900))).toBe(14_000)
    expect(since(gone(10_000))).toBe(5000)
    expect(since([state('web-1', 0, { ready: 503 }), state('web-1', 18_000), web2])).toBe(18_000)
  })

  it('is not broken by another change, and is by what nobody looked at', () => {
    expect(since([state('web-1', 0), web2, state('web-1', 9000, { failing: ['mail'] })])).toBe(5000)
    const { events } = buildRecord({
      phases: [],
      events: [state('web-1', 0), ...watched(0, 7000), ...watched(12_000, 20_000)],
    })
    const question = { events, faults: [], names: ['web-1'], release: '1.0.0', fromMs: 5000 }
    expect(readySince({ ...question, watch: watchOf(events) })).toBe(12_000)
  })

  it('of one that came later, from its first look on; of one that does not live, never', () => {
    expect(since([state('web-1', 0), state('web-3', 9000)], { names: ['web-1', 'web-3'] })).toBe(9000)
    expect(since([state('web-1', 0, { alive: false }), web2])).toBeNull()
  })

  it('without a watch, by what the target said when it was asked', () => {
    const asked = (ready: boolean) => {
      const event = instances(6000, ['web-1'])
      if (event.type !== 'instances') throw new Error('no such event')
      return { ...event, instances: event.instances.map((each) => ({ ...each, ready })) }
    }
    const at = (events: Timed[]) => {
      const { events: all } = buildRecord({ phases: [], events })
      const question = { events: all, faults: [], names: ['web-1'], release: '1.0.0', fromMs: 5000 }
      return readySince({ ...question, watch: watchOf(all) })
    }
    expect(at([instances(4000, ['web-1']), asked(true), instances(9000, ['web-1'])])).toBe(6000)
    const also = instances(7000, ['web-1', 'web-2'])
    if (also.type !== 'instances') throw new Error('no such event')
    const other = also.instances.map((each) => ({ ...each, ready: each.name === 'web-1' }))
    expect(at([{ ...also, instances: other }])).toBe(7000)
    expect(at([asked(false), instances(8000, ['web-1'])])).toBe(8000)
  })

  it('by what it said when the target was asked, where a look does not see the release', () => {
    const untold = [state('web-1', 0, { release: null }), web2]
    expect(since(untold)).toBeNull()
    expect(since([...untold, instances(2000, ['web-1', 'web-2'])])).toBe(5000)
    const [told1, told2] = [instances(2000, ['web-1'], '1.1.0'), instances(2000, ['web-2'])]
    if (told1.type !== 'instances' || told2.type !== 'instances') throw new Error('no such event')
    const apart = { ...told1, instances: [...told1.instances, ...told2.instances] }
    expect(since([...untold, apart], { names: ['web-1'] })).toBeNull()
    const both = ['web-1', 'web-2']
    expect(since([...untold, instances(2000, both, '1.1.0'), instances(9000, both)])).toBe(9000)
  })
})
