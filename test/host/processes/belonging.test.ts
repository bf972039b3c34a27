import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  belonging,
  emptyMemory,
  forgetGone,
  known,
  matches,
  remember,
  undoMarkOf,
} from '../../../src/host/processes/belonging.ts'
import type { ProcessRow } from '../../../src/host/processes/source.ts'

const SELF = 50
const row = (pid: number, more: Partial<ProcessRow> = {}): ProcessRow => ({
  pid,
  startTime: `t${pid}`,
  ppid: 1,
  session: pid,
  state: 'alive',
  cpuMs: 0,
  mark: null,
  ...more,
})
const pids = (rows: readonly ProcessRow[]): number[] => rows.map(({ pid }) => pid).sort((a, b) => a - b)

describe('a mark', () => {
  it('matches itself alone, and all of its run when it ends in a slash', () => {
    expect(matches('r/1', 'r/1')).toBe(true)
    expect(matches('r/12', 'r/1')).toBe(false)
    expect(matches('r/12', 'r/')).toBe(true)
    expect(matches('rr/1', 'r/')).toBe(false)
    expect(matches('r/1', 'r')).toBe(false)
  })

  it('of an undo belongs to what it undoes, and not the other way round', () => {
    expect(matches(undoMarkOf('r/1'), 'r/1')).toBe(true)
    expect(matches(undoMarkOf('r/1'), 'r/')).toBe(true)
    expect(matches('r/1', undoMarkOf('r/1'))).toBe(false)
    expect(matches(undoMarkOf('r/12'), 'r/1')).toBe(false)
  })
})

describe('what belongs to a mark', () => {
  it('is whatever carries it, descends from that, or is in a session of one of these', () => {
    const rows = [
      row(10, { mark: 'r/1' }),
      row(11, { ppid: 10 }),
      row(12, { ppid: 11, session: 11 }),
      row(13, { session: 10 }),
      row(14, { mark: 'r/2' }),
      row(15, { ppid: 14 }),
      row(16),
    ]
    expect(pids(belonging(rows, 'r/1', emptyMemory(), SELF))).toEqual([10, 11, 12, 13])
    expect(pids(belonging(rows, 'r/', emptyMemory(), SELF))).toEqual([10, 11, 12, 13, 14, 15])
    expect(pids(belonging(rows, 'q/', emptyMemory(), SELF))).toEqual([])
  })

  it('does not depend on the order in which processes are listed', () => {
    const rows = [
      row(10, { mark: 'r/1' }),
      row(11, { ppid: 10 }),
      row(12, { ppid: 11, session: 77 }),
      row(13, { session: 77 }),
      row(14, { ppid: 13 }),
      row(15),
    ]
    const shuffled = fc.shuffledSubarray(rows, { minLength: rows.length })
    fc.assert(
      fc.property(shuffled, (some) => {
        expect(pids(belonging(some, 'r/1', emptyMemory(), SELF))).toEqual([10, 11, 12, 13, 14])
      }),
    )
  })

  it('leaves zombies out, and finds what descends from them', () => {
    const rows = [row(10, { mark: 'r/1', state: 'zombie' }), row(11, { ppid: 10 })]
    expect(pids(belonging(rows, 'r/1', emptyMemory(), SELF))).toEqual([11])
  })

  it('never is this process, nor what merely shares its session', () => {
    const rows = [
      row(SELF, { ppid: 10, session: 9 }),
      row(10, { mark: 'r/1', session: 9 }),
      row(11, { session: 9 }),
    ]
    expect(pids(belonging(rows, 'r/1', emptyMemory(), SELF))).toEqual([10])
  })

  it('stays what it was, when it is orphaned and no longer shows the mark', () => {
    const memory = emptyMemory()
    belonging(
      [row(10, { mark: 'r/1' }), row(11, { ppid: 10 }), row(12, { ppid: 11, session: 12 })],
      'r/1',
      memory,
      SELF,
    )
    const later = [row(11), row(12), row(13, { session: 12 })]
    forgetGone(memory, later, known(memory))
    expect(pids(belonging(later, 'r/1', memory, SELF))).toEqual([11, 12, 13])
    expect(pids(belonging(later, 'r/1', emptyMemory(), SELF))).toEqual([])
  })

  it('stays in the session of what was spawned', () => {
    const memory = emptyMemory()
    remember(memory, { pid: 10, startTime: 't10' }, 'r/1', 10)
    expect(pids(belonging([row(11, { session: 10 })], 'r/1', memory, SELF))).toEqual([11])
  })

  it('is not what got a pid or a session id later', () => {
    const memory = emptyMemory()
    remember(memory, { pid: 10, startTime: 't10' }, 'r/1', 10)
    const other = [row(10, { startTime: 'later' }), row(11, { session: 10 })]
    forgetGone(memory, other, known(memory))
    expect(pids(belonging(other, 'r/1', memory, SELF))).toEqual([])
    const emptied = emptyMemory()
    remember(emptied, { pid: 10, startTime: 't10' }, 'r/1', 10)
    forgetGone(emptied, [row(12)], known(emptied))
    expect(pids(belonging([row(11, { session: 10 })], 'r/1', emptied, SELF))).toEqual([])
  })

  it('is not forgotten when it was spawned while the table was being read', () => {
    const memory = emptyMemory()
    const before = known(memory)
    remember(memory, { pid: 10, startTime: 't10' }, 'r/1', 10)
    forgetGone(memory, [], before)
    expect(pids(belonging([row(10)], 'r/1', memory, SELF))).toEqual([10])
  })
})
