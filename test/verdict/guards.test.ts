import { expect, test } from 'vitest'
import type { EventBody } from '../../src/journal/events.ts'
import { blastRadiusAgreed, guardsSeen } from '../../src/verdict/guards.ts'
import { judge } from '../../src/verdict/judge.ts'
import { measured } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

const SLOW = 'p95 above 2 s over 10 s'
const DOWN = 'uptime below 95 % over 10 s'
const FILE = 'the file STOP appears'

const said = (
  atMs: number,
  guard: string,
  decision: 'stop' | 'not-seen' | 'seen-again',
): { atMs: number } & EventBody => ({
  atMs,
  type: 'guard',
  guard,
  decision,
  restedOn: `why at ${atMs}`,
  samples: {},
})
const all: { atMs: number } & EventBody = { atMs: 0, type: 'guards', guards: [SLOW, DOWN, FILE] }

test('each with what came of it', () => {
  const events = [
    all,
    said(9000, DOWN, 'not-seen'),
    said(9500, SLOW, 'not-seen'),
    said(10_000, DOWN, 'seen-again'),
    said(12_000, DOWN, 'stop'),
  ]
  expect(guardsSeen(ranToEnd({ events }))).toEqual({
    guards: [
      { guard: SLOW, outcome: 'not-seen', atMs: 9500, restedOn: 'why at 9500' },
      { guard: DOWN, outcome: 'stopped', atMs: 12_000, restedOn: 'why at 12000' },
      { guard: FILE, outcome: 'held', atMs: null, restedOn: null },
    ],
  })
})

test('a run without guards, or of an older firedrill, says nothing of them', () => {
  expect(guardsSeen(ranToEnd())).toEqual({})
})

test('what the command line agreed to is told where it was said', () => {
  const record = ranToEnd()
  const agreed = (blastRadius: unknown) =>
    blastRadiusAgreed({
      header: { ...record.header, options: { set: [], blastRadius: blastRadius as never } },
    })
  expect([agreed('all'), agreed(2), agreed('some')]).toEqual([{ blastRadius: 'all' }, { blastRadius: 2 }, {}])
  expect(blastRadiusAgreed(record)).toEqual({})
})

test('the verdict of a run that a guard stopped says so, in the guard’s words', () => {
  const reason = `a guard stopped it: ${DOWN}: why at 12000`
  const ran = ranToEnd({ run: 'aborted', events: [all, said(12_000, DOWN, 'stop')] })
  const events = ran.events.map((event) => (event.type === 'run-ended' ? { ...event, reason } : event))
  const record = { ...ran, events }
  const verdict = judge(record, measured(), { strict: false })
  expect(verdict).toMatchObject({ run: 'aborted', cleanup: 'clean', exitCode: 4, reason })
  expect(verdict.verdict).not.toBe('pass')
  expect(verdict.summary).toContain(`The run was aborted: ${reason}`)
  expect(verdict.guards?.map(({ outcome }) => outcome)).toEqual(['held', 'stopped', 'held'])
})
