import { describe, expect, it } from 'vitest'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import type { FaultSeen } from '../../../src/measure/measurements.ts'
import { readySince } from '../../../src/measure/releases/ready-since.ts'
import { down, instances, state, type Timed, watched } from '../build-instances.ts'
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
  })

  it('by what it said when the target was asked, where a look does not see the release', () => {
    const untold = [state('web-1', 0, { release: null }), web2]
    expect(since(untold)).toBeNull()
    expect(since([...untold, instances(2000, ['web-1', 'web-2'])])).toBe(5000)
  })
})
