import { describe, expect, it } from 'vitest'
import { state, type Timed, watched } from '../build-instances.ts'
import { objective } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const unseen = (events: Timed[], looked = watched(1000, 16_000)) =>
  indicationOf(objective({ kind: 'false-ready' }, { op: 'atMost', value: 500 }), 'away', {
    phases: [{ name: 'away', durationMs: 10_000 }],
    events: [...looked, ...events],
  })
const longest = (events: Timed[], looked = watched(1000, 16_000)) =>
  unseen([state('web-1', 1000), ...events], looked)
const lying = (fromMs: number, toMs: number) => [
  state('web-1', fromMs, { serves: false }),
  state('web-1', toMs),
]

describe('the longest false readiness', () => {
  it('counts from the second look on', () => {
    expect(longest(lying(7000, 9400))).toMatchObject({
      observed: 2200,
      samples: 50,
      confidence: { low: 2200, high: 2600 },
      note: 'web-1 from 7 s of the run on',
    })
    expect(longest(lying(7000, 7200))).toMatchObject({ observed: 0, confidence: null, note: '' })
  })

  it('counts within the window only', () => {
    expect(longest(lying(2000, 7000)).observed).toBe(2000)
    expect(longest(lying(2000, 4000)).observed).toBe(0)
  })

  it('may have been longer where nobody looked', () => {
    const gap = [...watched(1000, 7000), ...watched(11_000, 16_000)]
    const { observed, confidence, uncertain } = longest([], gap)
    expect([observed, confidence?.high, uncertain.bad]).toEqual([0, Number.POSITIVE_INFINITY, 1])
  })

  it('is not known where no instance ever served what was asked of it directly', () => {
    const elsewhere = [state('web-1', 1000, { serves: false }), state('web-2', 1000, { serves: false })]
    expect(unseen(elsewhere)).toMatchObject({
      observed: null,
      samples: 0,
      note: 'no instance ever served a request that it was asked directly',
    })
    // One that did shows that the others could be asked as well.
    expect(unseen([...elsewhere, state('web-2', 2000)]).observed).toBe(10_000)
  })

  it('is not known of instances that only their engine tells of', () => {
    expect(unseen([state('web-1', 1000, { by: 'engine' })])).toMatchObject({ observed: null, samples: 0 })
  })

  it('is not known where nobody looked at all', () => {
    expect(longest(lying(7000, 9000), watched(1000, 3000))).toMatchObject({ observed: null, samples: 0 })
  })
})
