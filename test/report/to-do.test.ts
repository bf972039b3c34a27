import { expect, test } from 'vitest'
import type { JournalEvent } from '../../src/journal/events.ts'
import { toDo } from '../../src/report/to-do.ts'

const ended = (more: object): JournalEvent => ({
  ...{ seq: 1, atMs: 9, type: 'run-ended', run: 'errored', reason: 'x', errorCode: 'never-ready', by: 'run' },
  ...more,
})

test('what the error said is to be done, where it said something', () => {
  expect(toDo({ events: [ended({ hint: 'Do this.' })] })).toBe('Do this.')
  expect(toDo({ events: [ended({})] })).toBeNull()
  expect(toDo({ events: [] })).toBeNull()
})
