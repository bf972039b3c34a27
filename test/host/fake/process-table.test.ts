import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../../src/host/fake/clock.ts'
import { createFakeTable } from '../../../src/host/fake/process-table.ts'

describe('the process table in memory', () => {
  it('gives the orphans of a process to init, in their sessions', () => {
    const table = createFakeTable(createFakeClock(), {
      parent: { children: [['own'], ['same']] },
      own: { ownSession: true },
      same: {},
    })
    const parent = table.start({ argv: ['parent'], mark: 'r/1' })
    const rows = () => [...table.byPid.values()].map(({ row }) => [row.pid, row.ppid, row.session])
    expect(rows()).toEqual([
      [100, 1, 100],
      [101, 100, 101],
      [102, 100, 100],
    ])
    table.end(parent, { code: 0, signal: null })
    expect(rows()).toEqual([
      [101, 1, 101],
      [102, 1, 100],
    ])
  })

  it('holds a SIGTERM back from what is stopped, as nothing but SIGKILL ends it', () => {
    const table = createFakeTable(createFakeClock(), { a: {} })
    const entry = table.start({ argv: ['a'], mark: null })
    table.deliver(entry, 'SIGSTOP')
    table.deliver(entry, 'SIGTERM')
    expect(table.same(entry.row)).toBe(entry)
    table.deliver(entry, 'SIGKILL')
    expect(table.same(entry.row)).toBeNull()
  })

  it('lets a program end on a signal in its own way and time', async () => {
    const clock = createFakeClock({ auto: false })
    const table = createFakeTable(clock, { a: { endsOn: { SIGTERM: { afterMs: 30, code: 7 } } } })
    const entry = table.start({ argv: ['a'], mark: null })
    table.deliver(entry, 'SIGTERM')
    await clock.advance(29)
    expect(table.same(entry.row)).toBe(entry)
    await clock.advance(1)
    expect(await entry.ended.promise).toEqual({ code: 7, signal: null })
    const other = table.start({ argv: ['b'], mark: null, program: {} })
    table.deliver(other, 'SIGTERM')
    expect(await other.ended.promise).toEqual({ code: null, signal: 'SIGTERM' })
  })
})
