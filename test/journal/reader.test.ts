import { expect, test } from 'vitest'
import { JOURNAL_FORMAT } from '../../src/journal/events.ts'
import { readJournal } from '../../src/journal/reader.ts'
import { buildRecord } from '../measure/build-record.ts'

const { events } = buildRecord({ phases: [{ name: 'lost', durationMs: 1000 }] })
const lines = events.map((event) => JSON.stringify(event))

test('a whole journal is read back, event for event', () => {
  const read = readJournal(`${lines.join('\n')}\n`, 'run-1')
  expect(read.events).toEqual(events)
  expect(read.header).toEqual(events[0])
  expect(read.damage).toEqual([])
})

test('a last line that was cut off is left out, and said', () => {
  const text = lines.join('\n')
  const read = readJournal(text.slice(0, -10), 'run-1')
  expect(read.events).toEqual(events.slice(0, -1))
  expect(read.damage).toEqual(['1 line of the journal could not be read'])
})

test('garbage in between is left out and counted; empty lines are nothing', () => {
  const garbage = ['\u0000\u0000', '{"type":"progress"}', '[]', 'null', '', '7']
  const read = readJournal([...lines.slice(0, 3), ...garbage, ...lines.slice(3)].join('\n'), 'run-1')
  expect(read.events).toEqual(events)
  expect(read.damage).toEqual(['5 lines of the journal could not be read'])
})

test.each([
  ['nothing at all', ''],
  ['a first line that was cut off', `${lines[0]?.slice(0, -5)}\n${lines[1]}`],
  ['another file', '{"seq":0,"atMs":0,"type":"progress","text":"hello"}'],
])('%s is no journal', (_what, text) => {
  expect(() => readJournal(text, 'run-1')).toThrow(
    expect.objectContaining({ code: 'record-invalid', message: expect.stringContaining('run-1') }),
  )
})

test('a newer format is refused, and who can read it is said; the newest known one is read', () => {
  const inFormat = (format: number) => JSON.stringify({ ...events[0], format, firedrill: '9.1.0' })
  expect(readJournal(inFormat(JOURNAL_FORMAT), 'run-1').events).toHaveLength(1)
  expect(() => readJournal(inFormat(JOURNAL_FORMAT + 1), 'run-1')).toThrow(
    expect.objectContaining({ code: 'record-invalid', hint: expect.stringContaining('firedrill 9.1.0') }),
  )
})
