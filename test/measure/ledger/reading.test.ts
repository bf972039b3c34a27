import { expect, test } from 'vitest'
import type { JournalEvent } from '../../../src/journal/events.ts'
import type { LedgerRead } from '../../../src/journal/ledger-events.ts'
import { beforeWords, readingOf, readingWords } from '../../../src/measure/ledger/reading.ts'

const ENDED: JournalEvent = {
  seq: 1,
  atMs: 50_000,
  type: 'load-ended',
  asked: true,
  exitCode: 0,
  signal: null,
  malformedRows: 0,
  lastLines: [],
}
const OLD: LedgerRead = {
  type: 'ledger-read',
  rows: 1,
  openJobs: 0,
  balances: [],
  readings: 1,
  tookMs: 9,
  error: null,
}

test('how long after the end of the load the last reading was', () => {
  const read = { ...OLD, readings: 3, readAtMs: 51_100.4, agreed: true }
  const seen = readingOf(read, [ENDED])
  expect(seen).toEqual({ readings: 3, afterLoadMs: expect.closeTo(1100.4), agreed: true })
  expect(readingOf(OLD, [ENDED])).toBeNull()
  expect(readingOf(read, [])).toBeNull()
})

test('in words, with whether it still changed', () => {
  const words = (readings: number, agreed: boolean) => readingWords({ readings, afterLoadMs: 1100.4, agreed })
  expect(words(3, true)).toBe(
    'what is stored was last read 1.1 s after the load had ended, and no longer changed',
  )
  expect(words(3, false)).toBe(
    'what is stored was last read 1.1 s after the load had ended, and still changed',
  )
  expect(words(1, false)).toBe('what is stored was read once only, 1.1 s after the load had ended')
})

test('that it is not known whether keys are new, where it is not', () => {
  expect(beforeWords({ error: 'it answered 404' })).toBe(
    'whether keys were stored before the load is not known: it answered 404',
  )
  for (const known of [{ error: null }, null, undefined]) expect(beforeWords(known)).toBeNull()
})
