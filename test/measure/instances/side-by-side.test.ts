import { describe, expect, it } from 'vitest'
import { bootsOf } from '../../../src/measure/instances/boots.ts'
import { deathsOf } from '../../../src/measure/instances/deaths.ts'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import { down, state, type Timed, watched } from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

const seen = (events: Timed[]) => {
  const { events: all } = buildRecord({ phases: [], events: [...events, ...watched(0, 20_000)] })
  const watch = watchOf(all)
  return {
    ids: (watch.seen.get('web-1') ?? []).map((part) => part.state.bootId),
    deaths: deathsOf(watch, all, []).map(({ how, atMs }) => `${how} ${atMs}`),
    boots: bootsOf(watch, all).map(({ startMs }) => startMs),
  }
}
/** Each 200 ms another one answers. */
const turns = (ids: string[], fromMs = 0, more: object = {}) =>
  ids.map((bootId, turn) => state('web-1', fromMs + turn * 200, { bootId, ...more }))

describe('processes that answer side by side', () => {
  it('are one instance, whichever of them was asked', () => {
    expect(seen(turns(['a', 'b', 'c', 'a', 'b', 'c', 'a']))).toEqual({
      ids: ['a', 'a', 'a', 'a', 'a', 'a', 'a'],
      deaths: [],
      boots: [],
    })
  })

  it('go on being one where each in its turn is replaced, as a server does with its workers', () => {
    const { ids, deaths } = seen(turns(['a', 'b', 'a', 'b', 'c', 'b', 'c', 'd', 'c']))
    expect(new Set(ids)).toEqual(new Set(['a']))
    expect(deaths).toEqual([])
  })

  it('have been replaced where none of them answers any more', () => {
    const { ids, deaths, boots } = seen(turns(['a', 'b', 'a', 'b', 'c', 'd', 'c', 'd']))
    expect(ids).toEqual(['a', 'a', 'a', 'a', 'c', 'c', 'c', 'c'])
    expect(deaths).toEqual(['was replaced 800'])
    expect(boots).toHaveLength(1)
  })

  it('are others after the instance was down', () => {
    const { ids, deaths } = seen([
      ...turns(['a', 'b', 'a']),
      down('web-1', 1000, { endAsked: false }),
      ...turns(['c', 'd', 'c'], 2000),
    ])
    expect(ids).toEqual(['a', 'a', 'a', null, 'c', 'c', 'c'])
    expect(deaths).toEqual(['ended 1000'])
  })

  it('are two where they serve two releases, or where one is tried and taken back', () => {
    const released = [
      state('web-1', 0, { bootId: 'a' }),
      state('web-1', 200, { bootId: 'b', release: '2' }),
      state('web-1', 400, { bootId: 'a' }),
    ]
    expect(seen(released).ids).toEqual(['a', 'b', 'a'])
    const tried = [
      ...turns(['a']),
      ...turns(['b'], 200, { endAsked: true }),
      ...turns(['a'], 400, { endAsked: false }),
    ]
    expect(seen(tried).ids).toEqual(['a', 'b', 'a'])
  })

  it('tell nothing where no id is known', () => {
    expect(seen([state('web-1', 0, { bootId: null }), state('web-1', 200)]).ids).toEqual([null, 'web-1-a'])
  })
})
