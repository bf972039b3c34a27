import { expect, test } from 'vitest'
import { everyEvent, everyKind, placeOf } from '../../bench/kill-sweep/places.ts'
import type { JournalEvent } from '../../src/journal/events.ts'

const undo = { kind: 'nothing', args: {} }
const events = [
  { type: 'intent', id: 0, what: 'make /tmp/firedrill-20261129-120000-kill-node-1f3a', undo },
  { type: 'done', id: 0 },
  { type: 'intent', id: 1, what: 'start web-1', undo },
  { type: 'progress', text: 'starting' },
  { type: 'intent', id: 2, what: 'start web-2', undo },
  { type: 'done', id: 2 },
  { type: 'done', id: 1 },
].map((body, seq) => ({ seq, atMs: seq, ...body }) as JournalEvent)

const reachedAt = (name: string, of: readonly JournalEvent[]) => {
  const place = placeOf(name)
  return of.findIndex((event, index) => place.is(event, of.slice(0, index)))
}

test('every event is a place, by its number', () => {
  expect(everyEvent(events).map((place) => reachedAt(place, events))).toEqual([0, 1, 2, 3, 4, 5, 6])
})

test('every kind of intent and of done is one, whatever the run and the instance are called', () => {
  const places = everyKind(events)
  expect(places).toEqual([
    'intent: make <path>',
    'done: make <path>',
    'intent: start web-#',
    'done: start web-#',
  ])
  expect(places.map((place) => reachedAt(place, events))).toEqual([0, 1, 2, 5])
  const other = events.filter(({ type }) => type !== 'progress')
  expect(places.map((place) => reachedAt(place, other))).toEqual([0, 1, 2, 4])
})
