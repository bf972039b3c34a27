import { beforeEach, describe, expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { pendingUndos } from '../../src/journal/pending.ts'
import { type Journal, openJournal } from '../../src/journal/writer.ts'
import { createChanges } from '../../src/run/changes.ts'
import { assertEpoch, claimEpoch } from '../../src/run/epoch.ts'
import { type Disk, memoryDisk } from '../journal/memory-disk.ts'

const intent = { what: 'start web-1', undo: { kind: 'end-processes', args: { mark: 'r/1' } } }
const command = { argv: ['node', 'server.js'], cwd: '/app', env: { PORT: '3001' } }
const allowed = async (): Promise<void> => undefined
let disk: Disk
let journal: Journal

beforeEach(async () => {
  disk = memoryDisk()
  journal = await openJournal(disk.host, { path: '/tmp/journal.ndjson', zeroMonoMs: 1000, nextSeq: 0 })
})

test('the intent with its undo is synced to disk before the act, and done is said after', async () => {
  const { change } = createChanges(journal, allowed)
  const onDisk = await change(intent, async () => {
    const text = await disk.host.files.read('/tmp/journal.ndjson')
    return { text, calls: [...disk.calls] }
  })
  expect(JSON.parse(onDisk.text)).toMatchObject({ type: 'intent', id: 0, ...intent })
  expect(onDisk.calls).toEqual(['intent', 'sync'])
  expect(journal.events.map(({ type }) => type)).toEqual(['intent', 'done'])
})

test('nothing is done where the intent cannot be brought to disk', async () => {
  const { change } = createChanges(journal, allowed)
  disk.break('sync')
  let acted = false
  const changing = change(intent, async () => {
    acted = true
  })
  await expect(changing).rejects.toMatchObject({ code: 'reports-unwritable' })
  expect(acted).toBe(false)
})

test('an act that throws is journaled as not done, and its undo stays pending: it may have been half done', async () => {
  const { change, pending } = createChanges(journal, allowed)
  const failing = change(intent, async () => {
    throw new FiredrillError('start-failed', 'It ended early.', { hint: '' })
  })
  await expect(failing).rejects.toMatchObject({ code: 'start-failed' })
  expect(journal.events[1]).toMatchObject({ type: 'not-done', id: 0, error: 'It ended early.' })
  expect(pending()).toEqual([{ id: 0, ...intent }])
})

test('what is pending is the same as what a reader of the journal finds, the latest first', async () => {
  const { change, pending } = createChanges(journal, allowed)
  for (const what of ['a', 'b', 'c']) await change({ ...intent, what }, async () => undefined)
  expect(pending().map(({ what }) => what)).toEqual(['c', 'b', 'a'])
  expect(pendingUndos(journal.events)).toEqual(pending())
})

test('changes side by side keep their own numbers', async () => {
  const { change } = createChanges(journal, allowed)
  const acts = ['a', 'b'].map((what) =>
    change({ ...intent, what }, () => disk.host.clock.sleep(what === 'a' ? 20 : 10)),
  )
  await Promise.all(acts)
  const done = journal.events.filter((event) => event.type === 'done').map(({ id }) => id)
  expect(done).toEqual([1, 0])
})

describe('the command that a person would type', () => {
  test('is journaled with the time that it took', async () => {
    const { change } = createChanges(journal, allowed)
    await change({ ...intent, command }, () => disk.host.clock.sleep(250))
    const said = journal.events.find((event) => event.type === 'command')
    expect(said).toMatchObject({ command, what: 'start web-1', startMs: 0, endMs: 250 })
  })

  test('is journaled also when it failed, and never where there is none', async () => {
    const { change } = createChanges(journal, allowed)
    await change(intent, async () => undefined)
    expect(journal.events.some(({ type }) => type === 'command')).toBe(false)
    await change({ ...intent, command }, () => Promise.reject(new Error('no'))).catch(() => undefined)
    expect(journal.events.map(({ type }) => type).slice(-2)).toEqual(['not-done', 'command'])
  })
})

describe('once another process has taken the run over', () => {
  test('nothing is done, and that is said', async () => {
    await disk.host.files.makeDir('/tmp/r')
    expect(await claimEpoch(disk.host, '/tmp/r', 'run', -1)).toBe(0)
    const { change } = createChanges(journal, () => assertEpoch(disk.host, '/tmp/r', 0))
    const acts: string[] = []
    const act = (what: string) => change({ ...intent, what }, async () => void acts.push(what))
    await act('before')
    expect(await claimEpoch(disk.host, '/tmp/r', 'watchdog', 0)).toBe(1)
    await expect(act('after')).rejects.toMatchObject({ code: 'superseded' })
    expect(acts).toEqual(['before'])
  })
})

test('what was settled is pending no more', async () => {
  const { change, pending, settle } = createChanges(journal, allowed)
  await change({ ...intent, what: 'first' }, async () => undefined)
  await change({ ...intent, what: 'second' }, async () => undefined)
  settle(1)
  expect(pending().map(({ what }) => what)).toEqual(['first'])
})
