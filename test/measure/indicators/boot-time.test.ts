import { describe, expect, it } from 'vitest'
import { booting, down, state, type Timed, watched } from '../build-instances.ts'
import { objective } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const start = { kind: 'start' as const, instance: { ref: 'any' as const }, place: '' }
const time = (events: Timed[], limitMs = 5000, looked = watched(1000, 16_000)) =>
  indicationOf(objective({ kind: 'boot-time' }, { op: 'below', value: limitMs }), 'restart', {
    phases: [{ name: 'restart', durationMs: 11_000, steps: [start] }],
    events: [...looked, ...events],
  })
const boot = (name: string, fromMs: number, toMs: number) => [
  state(name, 1000),
  down(name, fromMs - 500),
  booting(name, fromMs),
  state(name, toMs, { bootId: `${name}-b` }),
]

describe('the boot time', () => {
  it('is that of the slowest that was started in the window', () => {
    const both = [...boot('web-1', 7000, 8000), ...boot('web-2', 7000, 9200)]
    expect(time(both)).toMatchObject({ observed: 2200, samples: 2, note: 'web-1, web-2' })
    expect(time([...boot('web-1', 3000, 4900)])).toMatchObject({ observed: null })
  })

  it('is never of one that ended by itself, or can no longer be in time', () => {
    const dying = [...boot('web-1', 7000, 8000).slice(0, 3), down('web-1', 8000, { endAsked: false })]
    expect(time(dying)).toMatchObject({ observed: Number.POSITIVE_INFINITY, note: 'web-1 never got ready' })
    const slow = boot('web-1', 7000, 8000).slice(0, 3)
    expect(time(slow).observed).toBe(Number.POSITIVE_INFINITY)
    expect(time(slow, 60_000)).toMatchObject({
      observed: null,
      note: 'the record ends before web-1 was ready',
    })
  })

  it('is too long by one that was, whatever becomes of another that began at the end', () => {
    const late = boot('web-2', 15_000, 15_900).slice(0, 3)
    expect(time([...boot('web-1', 7000, 9200), ...late], 2000).observed).toBe(2200)
    expect(time([...boot('web-1', 7000, 9200), ...late], 3000).observed).toBeNull()
    const dying = [...boot('web-1', 7000, 8000).slice(0, 3), down('web-1', 8000, { endAsked: false })]
    expect(time([...dying, ...late], 60_000).observed).toBe(Number.POSITIVE_INFINITY)
  })

  it('is not asked of one that was stopped before', () => {
    expect(time([...boot('web-1', 7000, 8000).slice(0, 3), down('web-1', 8000)]).observed).toBeNull()
  })

  it('is not known where nobody watched', () => {
    expect(time([], 5000, [])).toMatchObject({ observed: null, note: 'the instances were not watched' })
  })
})
