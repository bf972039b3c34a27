import { describe, expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { JournalEvent } from '../../src/journal/events.ts'
import { type JournalStart, openJournal } from '../../src/journal/writer.ts'
import { memoryDisk } from './memory-disk.ts'

const START: JournalStart = { path: '/tmp/journal.ndjson', zeroMonoMs: 1000, nextSeq: 0 }

test('events are on disk in the order in which they were written, numbered from 0', async () => {
  const { host } = memoryDisk()
  const journal = await openJournal(host, START)
  for (const text of ['a', 'b', 'c']) journal.write({ type: 'progress', text })
  await journal.sync()
  const lines = (await host.files.read(START.path)).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { seq: 0, atMs: 0, type: 'progress', text: 'a' },
    { seq: 1, atMs: 0, type: 'progress', text: 'b' },
    { seq: 2, atMs: 0, type: 'progress', text: 'c' },
  ])
  expect(journal.events).toHaveLength(3)
})

test('sync comes after everything that was written before it, and before what is written after', async () => {
  const { host, calls } = memoryDisk()
  const journal = await openJournal(host, START)
  journal.write({ type: 'progress', text: 'before' })
  const synced = journal.sync()
  journal.write({ type: 'warm-up-ended' })
  await synced
  expect(calls.slice(0, 2)).toEqual(['progress', 'sync'])
  await journal.close()
  expect(calls).toEqual(['progress', 'sync', 'warm-up-ended'])
})

test('times are those of the machine’s monotonic clock, from the run’s zero, to the microsecond', async () => {
  const { host } = memoryDisk()
  const journal = await openJournal(host, START)
  await host.clock.advance(12.3456)
  expect(journal.nowMs()).toBe(12.346)
  expect(journal.write({ type: 'warm-up-ended' }).atMs).toBe(12.346)
  expect(journal.write({ type: 'warm-up-ended' }, 5).atMs).toBe(5)
  expect(journal.fromMono(1500)).toBe(500)
})

test('whoever looks on is told of each event at once', async () => {
  const { host } = memoryDisk()
  const seen: JournalEvent[] = []
  const journal = await openJournal(host, { ...START, onEvent: (event) => seen.push(event) })
  const written = journal.write({ type: 'warm-up-ended' })
  expect(seen).toEqual([written])
})

test.each(['append', 'sync'] as const)('a disk that refuses %s is said by sync, each time', async (what) => {
  const disk = memoryDisk()
  const journal = await openJournal(disk.host, START)
  disk.break(what)
  journal.write({ type: 'warm-up-ended' })
  const refused = expect.objectContaining({ code: 'reports-unwritable', exitCode: 69 })
  await expect(journal.sync()).rejects.toEqual(refused)
  await expect(journal.sync()).rejects.toEqual(refused)
  await journal.close()
})

test('going on with a journal that was cut off begins on a new line, with the next number', async () => {
  const { host } = memoryDisk()
  await host.files.writeAtomic(START.path, '{"seq":0,"atMs":0,"type":"warm-up-ended"}\n{"seq":1,"at')
  const journal = await openJournal(host, { ...START, nextSeq: 1 })
  journal.write({ type: 'progress', text: 'taken over' })
  await journal.sync()
  const lines = (await host.files.read(START.path)).split('\n')
  expect(lines[1]).toBe('{"seq":1,"at')
  expect(JSON.parse(lines[2] ?? '')).toMatchObject({ seq: 1, text: 'taken over' })
})

test.each(['append', 'open'] as const)(
  'going on with a journal on a disk that refuses to %s is told by sync, and keeps what was said',
  async (what) => {
    const { host, ...disk } = memoryDisk()
    disk.break('append')
    const openAppend = () => Promise.reject(new Error('EROFS'))
    const files = what === 'open' ? { ...host.files, openAppend } : host.files
    const journal = await openJournal({ ...host, files }, { ...START, nextSeq: 7 })
    journal.write({ type: 'warm-up-ended' })
    await expect(journal.lastWords()).rejects.toMatchObject({ code: 'reports-unwritable' })
    expect(journal.events).toMatchObject([{ seq: 7, type: 'warm-up-ended' }])
    await journal.close()
  },
)

describe('a disk that is full, and has room again once that was asked for', () => {
  test.each(['append', 'sync'] as const)(
    'what %s refused is on disk; nothing more may be begun',
    async (what) => {
      const disk = memoryDisk()
      let asked = 0
      const makeRoom = async (): Promise<void> => {
        asked += 1
        disk.mend()
      }
      const journal = await openJournal(disk.host, { ...START, makeRoom })
      disk.break(what)
      journal.write({ type: 'progress', text: 'refused' })
      await expect(journal.sync()).rejects.toMatchObject({ code: 'reports-unwritable' })
      journal.write({ type: 'progress', text: 'undone' })
      await journal.lastWords()
      await expect(journal.sync()).rejects.toMatchObject({ code: 'reports-unwritable' })
      const lines = (await disk.host.files.read(START.path)).split('\n').filter((line) => line !== '')
      expect(lines.map((line) => JSON.parse(line).text)).toEqual(['refused', 'undone'])
      expect(asked).toBe(1)
    },
  )

  test('room is made once: a disk that refuses again has lost what it refused', async () => {
    const disk = memoryDisk()
    const journal = await openJournal(disk.host, { ...START, makeRoom: async () => disk.mend() })
    for (const text of ['first', 'second']) {
      disk.break('append')
      journal.write({ type: 'progress', text })
      await journal.lastWords().catch(() => undefined)
    }
    await expect(journal.lastWords()).rejects.toMatchObject({ code: 'reports-unwritable' })
  })

  test('a line that was begun is ended before it is written again', async () => {
    const host = fakeHost()
    let full = true
    const openAppend: typeof host.files.openAppend = async (path) => {
      const file = await host.files.openAppend(path)
      const append: typeof file.append = async (content) => {
        if (!full) return file.append(content)
        await file.append(String(content).slice(0, 10))
        throw new Error('ENOSPC')
      }
      return { ...file, append }
    }
    const makeRoom = async (): Promise<void> => {
      full = false
    }
    const torn = { ...host, files: { ...host.files, openAppend } }
    const journal = await openJournal(torn, { ...START, makeRoom })
    journal.write({ type: 'progress', text: 'whole' })
    await journal.lastWords()
    const [begun, whole] = (await host.files.read(START.path)).split('\n')
    expect(begun).toHaveLength(10)
    expect(JSON.parse(whole ?? '')).toMatchObject({ text: 'whole' })
  })
})
