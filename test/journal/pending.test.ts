import { expect, test } from 'vitest'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import { onlyPretended, pendingUndos } from '../../src/journal/pending.ts'

const undo = (mark: string) => ({ kind: 'end-processes', args: { mark } })
const intent = (id: number): EventBody => ({
  type: 'intent',
  id,
  what: `start web-${id}`,
  undo: undo(`r/${id}`),
})
const undone = (id: number, healed: boolean): EventBody => ({
  type: 'undone',
  id,
  by: 'run',
  healed,
  outcome: healed ? 'undone' : 'failed',
  evidence: '',
  remedy: null,
})
const journal = (...bodies: EventBody[]): JournalEvent[] =>
  bodies.map((body, seq) => ({ seq, atMs: seq, ...body }))
const ids = (...bodies: EventBody[]): number[] => pendingUndos(journal(...bodies)).map(({ id }) => id)

test('what was intended and not undone is pending, the latest first', () => {
  expect(pendingUndos(journal(intent(0), intent(1)))).toEqual([
    { id: 1, what: 'start web-1', undo: undo('r/1') },
    { id: 0, what: 'start web-0', undo: undo('r/0') },
  ])
})

test('an act that did not happen, or was never heard of again, is pending too', () => {
  expect(ids(intent(0), { type: 'not-done', id: 0, error: 'ENOENT' }, intent(1))).toEqual([1, 0])
  expect(ids(intent(0), { type: 'done', id: 0 })).toEqual([0])
})

test('only what was seen healed is no longer pending', () => {
  expect(ids(intent(0), intent(1), undone(1, true))).toEqual([0])
  expect(ids(intent(0), intent(1), undone(1, false))).toEqual([1, 0])
  expect(ids(intent(0), undone(0, false), undone(0, true))).toEqual([])
})

test('what was found anew by a later look, and could not be removed, is pending again', () => {
  expect(ids(intent(0), intent(1), undone(1, true), undone(0, true), undone(0, false))).toEqual([0])
  expect(ids(intent(0), undone(0, true), undone(0, false), undone(0, true))).toEqual([])
})

test('nothing was intended, nothing is pending', () => {
  expect(ids()).toEqual([])
})

test('what a sabotaged heal pretends to leave is nothing beside what is really left', () => {
  const of = { ...undo('r/1') }
  const pretence: EventBody = {
    type: 'intent',
    id: 1,
    what: 'pause',
    undo: { kind: 'pretended', args: { of } },
  }
  expect(onlyPretended(journal(intent(0), pretence, undone(0, true)))).toBe(true)
  expect(onlyPretended(journal(intent(0), pretence, undone(0, false)))).toBe(false)
})
