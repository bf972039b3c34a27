import { expect, test } from 'vitest'
import type { EventBody } from '../../src/journal/events.ts'
import { endingOf, shortReason } from '../../src/verdict/ending.ts'
import { ranToEnd } from './build-run.ts'

test('as the journal says', () => {
  const events = [{ atMs: 12_000, type: 'signal', signal: 'SIGTERM', hurried: false } as const]
  expect(endingOf(ranToEnd({ run: 'interrupted', events }))).toEqual({
    run: 'interrupted',
    reason: 'all steps were taken',
    errorCode: null,
    signal: 'SIGTERM',
    cleanup: 'clean',
    left: [],
    durationMs: 62_200,
  })
})

test('a journal without an end is errored and dirty, with the command that cleans up', () => {
  const ending = endingOf({ ...ranToEnd(), events: [] })
  expect(ending).toMatchObject({ run: 'errored', cleanup: 'dirty', durationMs: 0 })
  expect(ending.left[0]?.remedy).toBe('Run `firedrill recover` with the directory of this record.')
})

test('the latest clean-up counts', () => {
  const again: { atMs: number } & EventBody = {
    atMs: 90_000,
    type: 'cleanup-ended',
    cleanup: 'clean',
    left: [],
    by: 'recover',
    tookMs: 1,
  }
  expect(endingOf(ranToEnd({ cleanup: 'dirty' })).cleanup).toBe('dirty')
  expect(endingOf(ranToEnd({ cleanup: 'dirty', events: [again] })).cleanup).toBe('clean')
})

test('a reason in one line says why, of all the lines below it', () => {
  const reason = `web-1 ended before it was ready (exit code 1).
Last lines of web-1:
  node:internal/modules/cjs/loader:1228
    throw err;
  Error: Cannot find module 'expresss'
  Require stack:`
  expect(shortReason(reason)).toBe(
    "web-1 ended before it was ready (exit code 1): Error: Cannot find module 'expresss'",
  )
  expect(shortReason('web-1 is not ready.\nweb-1 wrote nothing.')).toBe('web-1 is not ready')
  expect(shortReason('all steps were taken')).toBe('all steps were taken')
  expect(shortReason('')).toBe('')
  expect(shortReason('x'.repeat(1000))).toHaveLength(241)
})
