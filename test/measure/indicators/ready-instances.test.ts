import { describe, expect, it } from 'vitest'
import { down, instances, state, type Timed, watched } from '../build-instances.ts'
import { objective } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const FINE = 'by five looks a second: a lack that only one of them shows is left out'
const both = [state('web-1', 1000), state('web-2', 1000)]
const fewest = (events: Timed[], looked = watched(1000, 16_000)) =>
  indicationOf(objective({ kind: 'ready-instances' }, { op: 'atLeast', value: 1 }), 'deploy', {
    phases: [{ name: 'deploy', durationMs: 10_000 }],
    events: [...looked, ...events],
  })

describe('the fewest ready instances', () => {
  it('are counted at every moment of the window', () => {
    expect(fewest(both)).toMatchObject({ observed: 2, samples: 50, confidence: { low: 0, high: 2 } })
    const one = [...both, state('web-1', 8000, { ready: 503 }), state('web-1', 9000)]
    expect(fewest(one)).toMatchObject({ observed: 1, note: `not ready at once: web-1; ${FINE}` })
    const none = [...one, down('web-2', 8500), state('web-2', 8900)]
    expect(fewest(none)).toMatchObject({ observed: 0, note: `not ready at once: web-1, web-2; ${FINE}` })
    // Before the window.
    expect(
      fewest([
        ...both,
        down('web-1', 2000),
        down('web-2', 2000),
        ...both.map((one) => ({ ...one, atMs: 4000 })),
      ]).observed,
    ).toBe(2)
  })

  it('are not fewer for what one look alone shows', () => {
    const short = [...both, down('web-1', 8000), state('web-1', 8300)]
    expect(fewest(short)).toMatchObject({ observed: 2, note: FINE })
    expect(fewest([...both, down('web-1', 8000), state('web-1', 8310)]).observed).toBe(1)
    // One after the other: there was one at most for two looks.
    expect(fewest([...short, down('web-2', 8300), state('web-2', 8500)]).observed).toBe(1)
    // A lack that is longer than the part of it in the window.
    expect(fewest([...both, down('web-1', 14_900)]).observed).toBe(1)
  })

  it('are those of the app: a canary beside it is none', () => {
    const canary = [
      instances(2000, ['web-1', 'web-2']),
      down('web-1', 8000),
      down('web-2', 8000),
      state('canary', 7000),
    ]
    expect(fewest([...both, ...canary]).observed).toBe(0)
  })

  it('may have been fewer where nobody looked', () => {
    const gap = [...watched(1000, 7000), ...watched(11_000, 16_000)]
    expect(fewest(both, gap)).toMatchObject({
      observed: 2,
      confidence: { low: 0, high: 2 },
      uncertain: { bad: 1, total: 1 },
    })
  })

  it('are not known where nobody watched', () => {
    expect(fewest([], [])).toMatchObject({ observed: null, samples: 0 })
  })
})
