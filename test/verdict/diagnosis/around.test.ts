import { expect, test } from 'vitest'
import {
  edgeAround,
  failedThrough,
  linesAround,
  momentsAround,
  saidAt,
} from '../../../src/verdict/diagnosis/around.ts'
import { down, state, watched } from '../../measure/build-instances.ts'
import { answered, changed, line, sceneTold } from './build-diagnosis.ts'

const web1 = { startMs: 12_000, durationMs: 5, instance: 'web-1' }
const scene = sceneTold({
  traffic: [
    web1,
    { ...web1, startMs: 13_000, status: 502 },
    { ...web1, startMs: 13_500, instance: '', status: 503 },
    { ...web1, startMs: 15_000 },
  ],
  events: [
    state('web-1', 4000),
    down('web-1', 11_000),
    state('web-2', 4000, { ready: 503, failing: ['database'], serves: false }),
    ...changed('stop web-1', 6000, 6001),
    ...changed('start web-1', 7000, 7001),
    ...changed('stop web-2', 8000, 8001),
    ...changed('start web-2', 9000, 9001),
    ...changed('route to web-1', 11_500, 11_501),
    ...changed('stop web-1', 13_000, 13_001),
    ...changed('stop web-2', 14_500, 14_501),
    ...watched(4000, 31_000),
  ],
  request: (startMs) => (startMs >= 12_000 && startMs < 12_010 ? answered(0) : {}),
})

test('the last deeds before, with the phase that it was, and what followed within 2 s', () => {
  const { before, after } = momentsAround(scene, 12_000)
  expect(before.map(({ what }) => what)).toEqual([
    'web-2 was started',
    'phase lost began',
    'the edge was told: route to web-1',
  ])
  expect(after.map(({ what }) => what)).toEqual(['web-1 was asked to stop'])
})

test('what each instance said then', () => {
  expect(saidAt(scene, 12_000)).toEqual([
    { instance: 'web-1', said: 'nothing of it lived' },
    { instance: 'web-2', said: 'ready 503, health 200, it did not serve, failing: database, release 1.0.0' },
  ])
})

test('of whom nobody could tell whether it serves, it is said so, and not that it did not', () => {
  const said = (...states: Parameters<typeof state>[]) =>
    saidAt(sceneTold({ events: [...states.map((of) => state(...of)), ...watched(4000, 31_000)] }), 12_000)
  const unseen = 'ready 200, health 200, whether it served was not seen, release 1.0.0'
  // No page of this app is served past its edge.
  expect(said(['web-1', 4000, { serves: false }])).toEqual([{ instance: 'web-1', said: unseen }])
  expect(said(['web-1', 4000, { by: 'engine' }], ['web-2', 4000])).toEqual([
    { instance: 'web-1', said: unseen },
    { instance: 'web-2', said: 'ready 200, health 200, it served, release 1.0.0' },
  ])
})

test('where the edge sent requests, and what it was told', () => {
  expect(edgeAround(scene, 12_000)).toEqual([
    'the edge was told: route to web-1',
    'in the 2 s from then on it sent 1 to nobody (1 of them went wrong), 2 to web-1 (1 of them went wrong)',
  ])
  expect(edgeAround(scene, 25_000).at(-1)).toBe('its log has no request in the 2 s from then on')
})

test('through whom it failed', () => {
  expect(
    failedThrough(
      sceneTold({
        request: (startMs, instance) => (startMs < 5050 && instance === 'web-2' ? answered(0) : {}),
      }),
    ),
  ).toEqual({
    total: 5,
    basis: 'load',
    through: [{ instance: 'web-2', failed: 5, how: '5 with no answer' }],
  })
})

test('what tells of something wrong comes before what does not; of alike lines one; at most eight', () => {
  const logs = [
    ...Array.from({ length: 50 }, (_, k) =>
      line('web-1', 11_000 + k, `answered GET /x 200`, { bad: false, access: true }),
    ),
    ...Array.from({ length: 20 }, (_, k) =>
      line('web-1', 11_100 + k, `answered GET /products/${k} 500`, { access: true }),
    ),
    line('web-2', 11_200, 'listening', { bad: false }),
    line('web-2', 11_300, 'no connection to the database'),
  ]
  const breaches = [{ clause: undefined as never, atMs: 11_200, what: '' }]
  const lines = linesAround({
    ...scene,
    breaches,
    logs: [...logs, line('web-2', 25_000, 'of another moment')],
  })
  expect(lines.map(({ text, times }) => [text, times])).toEqual([
    ['answered GET /products/0 500', 20],
    ['listening', 1],
    ['no connection to the database', 1],
  ])
  const many = 'abcdefghijkl'.split('').map((letter, k) => line('web-1', 11_000 + k, letter.repeat(9)))
  expect(linesAround({ ...scene, breaches, logs: many })).toHaveLength(8)
})
