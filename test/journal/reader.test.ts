import { describe, expect, test } from 'vitest'
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
  expect(read.damage).toEqual([
    `1 line of the journal could not be read (line ${lines.length}: it is not JSON)`,
  ])
  expect(read.missing).toBe(0)
})

test('garbage in between is left out and counted; empty lines are nothing', () => {
  const garbage = ['\u0000\u0000', '{"type":"progress"}', '[]', 'null', '', '7']
  const read = readJournal([...lines.slice(0, 3), ...garbage, ...lines.slice(3)].join('\n'), 'run-1')
  expect(read.events).toEqual(events)
  expect(read.damage).toEqual(['5 lines of the journal could not be read (line 4: it is not JSON)'])
  expect(read.missing).toBe(0)
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

describe('what is no event is left out, and said by its line and field', () => {
  const [first = '', second = '', ...others] = lines
  test.each([
    ['a field of another type', { atMs: 'soon' }, 'it has no moment that a run can have'],
    ['a moment that no run has', { atMs: 1e300 }, 'it has no moment that a run can have'],
    ['no number of its own', { seq: -1 }, 'it has no number'],
    ['a type that is not known', { type: 'plannedd' }, '"plannedd" is no event that this firedrill knows'],
    ['a wrong field', { phases: [{ name: 'lost', plannedMs: '1 s' }] }, 'planned.phases.0.plannedMs: '],
  ])('%s', (_what, more, words) => {
    const odd = JSON.stringify({ ...JSON.parse(second), ...more })
    const { damage, events: read } = readJournal([first, odd, ...others].join('\n'), 'run-1')
    expect(damage[0]).toContain(`1 line of the journal could not be read (line 2: ${words}`)
    expect(damage[1]).toBe('event 1 of the journal is missing')
    expect(read).toHaveLength(lines.length - 1)
  })

  test.each(['[', '{"a":'])('nesting without end: %s', (bracket) => {
    const { damage } = readJournal([...lines, bracket.repeat(50_000)].join('\n'), 'run-1')
    expect(damage).toHaveLength(1)
  })

  test('further fields of an event are kept: a later firedrill may say more', () => {
    const more = JSON.stringify({ ...JSON.parse(second), because: 'of the wind' })
    const { damage, events: read } = readJournal([first, more, ...others].join('\n'), 'run-1')
    expect(damage).toEqual([])
    expect(read[1]).toMatchObject({ because: 'of the wind' })
  })
})

test('an event that is gone, stands there twice, or elsewhere, is said, and how many are gone', () => {
  const without = lines.toSpliced(3, 1)
  expect(readJournal(without.join('\n'), 'run-1')).toMatchObject({
    damage: ['event 3 of the journal is missing'],
    missing: 1,
  })
  const twice = lines.toSpliced(4, 0, lines[2] ?? '')
  expect(readJournal(twice.join('\n'), 'run-1')).toMatchObject({
    damage: ['event 2 of the journal stands there twice'],
    missing: 0,
  })
})

test('a newer format is refused whatever else its first line says', () => {
  const newer = '{"type":"run-started","format":99}'
  expect(() => readJournal(newer, 'run-1')).toThrow(/run-1 has format 99; this firedrill reads up to 1/)
})
