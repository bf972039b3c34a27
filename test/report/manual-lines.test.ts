import { expect, it } from 'vitest'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import { manualLines } from '../../src/report/manual-lines.ts'

type Timed = { atMs: number } & EventBody
const of = (...events: Timed[]) =>
  manualLines({ events: events.map((event, seq): JournalEvent => ({ ...event, seq })) })

const asked = (atMs = 1000, window = 'by hand'): Timed => ({
  atMs,
  type: 'manual',
  window,
  text: 'Bring it back.',
})
const waited = (met: boolean, window = 'by hand'): Timed => ({
  atMs: 42_200,
  type: 'condition',
  condition: { kind: 'ready', atLeast: 'all' },
  window,
  met,
  withinMs: 60_000,
  restedOn: '',
  tookMs: 1,
})

it('a person is timed by what is waited for next', () => {
  expect(of(asked(), waited(true))).toEqual([
    'a person was asked in by hand: Bring it back. Seen after 41.2 s: every instance is ready',
  ])
  expect(of(asked(), { atMs: 21_000, type: 'rollback-acted', window: 'by hand' }, waited(true))).toEqual([
    'a person was asked in by hand: Bring it back. Seen after 20 s: the release before was back',
  ])
})

it('what did not come in time is said so', () => {
  expect(of(asked(), waited(false))).toEqual([
    'a person was asked in by hand: Bring it back. Not seen within 41.2 s: every instance is ready',
  ])
})

it('what is waited for elsewhere, or for the next request, times nobody', () => {
  const nobody = 'a person was asked in by hand: Bring it back. Nothing says when it was done'
  expect(of(asked(), waited(true, 'settled'))).toEqual([nobody])
  expect(of(asked(), asked(2000), waited(true))).toEqual([
    nobody,
    expect.stringContaining('Seen after 40.2 s'),
  ])
  expect(of(asked(1000, ''))).toEqual(['a person was asked: Bring it back. Nothing says when it was done'])
})

it('nobody was asked', () => {
  expect(of(waited(true))).toEqual([])
})
