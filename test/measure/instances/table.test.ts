import { expect, it } from 'vitest'
import { tablesOf } from '../../../src/measure/instances/table.ts'
import { watchOf } from '../../../src/measure/instances/watch.ts'
import { down, state, type Timed, watched } from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

function judged(events: Timed[]): string[][] {
  const { events: all } = buildRecord({ phases: [], events: [...events, ...watched(0, 20_000)] })
  return tablesOf(watchOf(all), []).map(({ name, stretches }) => [
    name,
    ...stretches.map(({ startMs, judged }) => `${startMs} ${judged}`),
  ])
}

it('says of every stretch whether what was said was right', () => {
  const web1 = [
    state('web-1', 0),
    state('web-1', 4000, { serves: false }),
    state('web-1', 6000, { serves: false, ready: 503 }),
    state('web-1', 8000, { health: 503 }),
    state('web-1', 9000),
    state('web-1', 12_000, { ready: 503 }),
    state('web-1', 15_000),
  ]
  expect(judged([state('web-2', 0), ...web1])).toEqual([
    [
      'web-1',
      '0 right',
      '4000 false-ready',
      '6000 right',
      '8000 unhealthy',
      '9000 right',
      '12000 false-unready',
      '15000 right',
    ],
    ['web-2', '0 right'],
  ])
})

it('one look may be a race, and one that serves may be shy for two seconds', () => {
  const race = [state('web-1', 0), state('web-1', 4000, { serves: false }), state('web-1', 4200)]
  const shy = [down('web-2', 0), state('web-2', 4000, { ready: 503 }), state('web-2', 5900)]
  const sick = [state('web-3', 0), state('web-3', 4000, { health: null }), state('web-3', 4200)]
  for (const [, ...stretches] of judged([...race, ...shy, ...sick]))
    expect(stretches.every((stretch) => stretch.endsWith('right'))).toBe(true)
})

it('what sends users to one that cannot serve is said first', () => {
  const both = [state('web-1', 0), state('web-1', 4000, { serves: false, health: 503 })]
  expect(judged(both)).toEqual([['web-1', '0 right', '4000 false-ready']])
})

it('cannot say whether one was ready where none could be asked directly', () => {
  const never = [state('web-1', 0, { serves: false }), state('web-1', 5000, { serves: false, ready: 503 })]
  expect(judged(never)).toEqual([['web-1', '0 unknown', '5000 right']])
  const byEngine = [state('web-1', 0, { by: 'engine' }), state('web-1', 5000, { by: 'engine', health: 503 })]
  expect(judged(byEngine)).toEqual([['web-1', '0 unknown', '5000 unhealthy']])
  // What could be asked of another one says nothing of one that cannot be.
  expect(judged([state('web-1', 0, { by: 'engine' }), state('web-2', 0)])).toEqual([
    ['web-1', '0 unknown'],
    ['web-2', '0 right'],
  ])
})

it('is empty where nobody watched', () => {
  expect(tablesOf(watchOf([]), [])).toEqual([])
})
