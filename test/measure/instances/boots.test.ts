import { describe, expect, it } from 'vitest'
import { bootsOf } from '../../../src/measure/instances/boots.ts'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import { booting, down, state, switched, type Timed, watched } from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

function boots(events: Timed[]) {
  const { events: all } = buildRecord({ phases: [], events: [...events, ...watched(0, 20_000)] })
  return bootsOf(watchOf(all), all)
}
const intent = (atMs: number, what: string): Timed => ({
  atMs,
  type: 'intent',
  id: 1,
  what,
  undo: { kind: 'nothing', args: {} },
})
const restarted = [
  state('web-1', 0),
  down('web-1', 5000),
  booting('web-1', 6000),
  state('web-1', 8000, { bootId: 'web-1-b' }),
]

describe('a boot', () => {
  it('lasts from the first living look to the first ready one', () => {
    expect(boots(restarted)).toEqual([{ name: 'web-1', startMs: 6000, readyMs: 8000, ended: null }])
  })

  it('begins and ends where the journal says so, when it does', () => {
    const told = [...restarted, intent(5800, 'start web-1'), switched(7950, 'a', 'web-1', '1.1.0')]
    expect(boots(told)).toEqual([{ name: 'web-1', startMs: 5800, readyMs: 7950, ended: null }])
    expect(boots([...restarted, intent(5800, 'start web-2')])[0]?.startMs).toBe(6000)
    const twice = [intent(5200, 'start web-1'), intent(5800, 'start web-1')]
    const again = switched(7990, 'a', 'web-1', '1.1.0')
    const last = { name: 'web-1', startMs: 5800, readyMs: 7950, ended: null }
    expect(boots([...told, ...twice, again])).toEqual([last])
    // The look that no longer saw the one before may be written down late.
    expect(boots([...restarted, intent(4800, 'start web-1')])[0]?.startMs).toBe(4800)
    expect(boots([...restarted, intent(4400, 'start web-1')])[0]?.startMs).toBe(6000)
  })

  it('is none of what ran before anybody looked', () => {
    expect(boots([state('web-1', 0)])).toEqual([])
  })

  it('of one that came later, such as a canary', () => {
    const canary = [intent(3000, 'start canary'), booting('canary', 3200), state('canary', 4000)]
    expect(boots(canary)).toEqual([{ name: 'canary', startMs: 3000, readyMs: 4000, ended: null }])
  })

  it('by a supervisor begins where the process before last answered', () => {
    const crashed = [
      state('web-1', 0),
      booting('web-1', 5000, { bootId: 'web-1-a' }),
      state('web-1', 6000, { bootId: 'web-1-b', ready: 503 }),
      state('web-1', 6400, { bootId: 'web-1-b' }),
    ]
    expect(boots(crashed)).toEqual([{ name: 'web-1', startMs: 5000, readyMs: 6400, ended: null }])
  })

  it('that ends by itself, that is asked to, and that goes on', () => {
    const begun = [down('web-1', 0), booting('web-1', 2000)]
    expect(boots([...begun, down('web-1', 3000, { endAsked: false })])[0]).toMatchObject({
      readyMs: null,
      ended: 'by itself',
    })
    expect(boots([...begun, down('web-1', 3000)])[0]).toMatchObject({ readyMs: null, ended: 'asked' })
    expect(boots(begun)[0]).toMatchObject({ readyMs: null, ended: null })
    const later = [...restarted, down('web-1', 12_000, { endAsked: false })]
    expect(boots(later)).toMatchObject([{ readyMs: 8000, ended: null }])
  })
})
