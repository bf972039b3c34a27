import { expect, test } from 'vitest'
import { breakingMs, deedsOf } from '../../../src/verdict/diagnosis/deeds.ts'
import { deployEnded, deployStarted, rolledBack, switched, triggered } from '../../measure/build-instances.ts'
import { buildRecord } from '../../measure/build-record.ts'
import { changed, given, LOSS } from './build-diagnosis.ts'

const phases = [{ name: 'lost', durationMs: 20_000 }]
const words = (
  events: Parameters<typeof buildRecord>[0]['events'],
  faults: Parameters<typeof buildRecord>[0]['faults'] = [],
) =>
  deedsOf(buildRecord({ phases, faults, ...(events ? { events } : {}) }).events).map(
    ({ atMs, words: said }) => [atMs, said],
  )

test('what was done to the app, in the order of time', () => {
  const events = [
    ...changed('stop web-1', 12_000, 13_000),
    ...changed('start web-1', 13_500, 14_000),
    ...changed('route to web-1*0, web-2*100', 11_500, 11_600),
    ...changed('make /tmp/x', 11_700, 11_800),
    given(15_000),
  ]
  expect(words(events, [LOSS])).toEqual([
    [5000, 'phase lost began'],
    [11_000, 'db was taken away'],
    [11_500, 'the edge was told: route to web-1*0, web-2*100'],
    [12_000, 'web-1 was asked to stop'],
    [13_500, 'web-1 was started'],
    [15_000, 'loss of db was healed'],
  ])
})

test('what is no instance is named in full', () => {
  expect(words(changed('stop the proxy of the sabotage', 12_000, 13_000))).toContainEqual([
    12_000,
    'the proxy of the sabotage was asked to stop',
  ])
})

test('releases', () => {
  const events = [
    ...changed('move the schema up by 1.1.0', 10_500, 10_900),
    {
      atMs: 10_950,
      type: 'migrated',
      window: 'lost',
      release: '1.1.0',
      direction: 'up',
      moved: ['0004'],
    } as const,
    deployStarted(11_000, 'lost', '1.1.0'),
    switched(12_000, 'lost', 'web-1', '1.1.0'),
    ...triggered(13_000, 'lost'),
    deployEnded(13_100, 'lost', 'cancelled'),
    ...rolledBack(13_200, 14_000, 'lost'),
  ]
  const said = words(
    events.map((event) => (event.type === 'migrated' ? { ...event, moved: ['0004'] } : event)),
  ).map(([, what]) => what)
  expect(said).toEqual([
    'phase lost began',
    'it began to move the schema up by 1.1.0',
    'the schema was moved up by 1.1.0 (0004)',
    'deploy of 1.1.0 began',
    'web-1 was switched to 1.1.0',
    'rollback to 1.0.0 was decided',
    'deploy ended: cancelled',
    'every instance was switched back',
  ])
})

test('what happened by itself', () => {
  const oom = {
    atMs: 12_000,
    type: 'engine-event',
    action: 'oom',
    name: 'web-1',
    container: 'x',
    engineMs: 0,
    exitCode: null,
    signal: null,
    health: null,
  } as const
  const end = {
    atMs: 12_100,
    type: 'unexpected-end' as const,
    name: 'web-1',
    how: 'exit code 137',
    lastLines: [],
  }
  expect(words([oom, end])).toEqual([
    [5000, 'phase lost began'],
    [12_000, 'the engine told: web-1 was out of memory'],
    [12_100, 'web-1 ended by itself (exit code 137)'],
  ])
})

test('what came before the warm-up ended is how the app was brought up', () => {
  expect(words(changed('start web-1', 1000, 2000))).toEqual([[5000, 'phase lost began']])
})

test('only what can break a request that is under way has a moment that does', () => {
  const deeds = deedsOf(
    buildRecord({
      phases,
      events: [...changed('stop web-1', 12_000, 13_000), switched(14_000, 'lost', 'web-1', '1.1.0')],
    }).events,
  )
  expect(breakingMs(deeds)).toEqual([12_000])
})
