import { beforeEach, describe, expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { pendingUndos } from '../../src/journal/pending.ts'
import { type Journal, openJournal } from '../../src/journal/writer.ts'
import { createRight } from '../../src/run/acting/right.ts'
import { type Changes, type ChangesOptions, createChanges } from '../../src/run/changes.ts'
import { assertEpoch, claimEpoch } from '../../src/run/epoch.ts'
import type { UndoSpec } from '../../src/undo/undo.ts'
import { type Disk, memoryDisk } from '../journal/memory-disk.ts'

const intent = { what: 'start web-1', undo: { kind: 'end-processes', args: { mark: 'r/1' } } }
const pausing = { what: 'pause web-1', undo: { kind: 'unpause-container', args: { id: 'web-1' } } }
const command = { argv: ['node', 'server.js'], cwd: '/app', env: { PORT: '3001' } }
/** Undone by themselves, in order. */
let undone: UndoSpec[]
const changing = (over: Partial<ChangesOptions> = {}): Changes =>
  createChanges({
    ...{ journal, clock: disk.host.clock, right: createRight() },
    assertMayAct: async () => undefined,
    undo: async (spec) => undone.push(spec),
    ...over,
  })
let disk: Disk
let journal: Journal

beforeEach(async () => {
  undone = []
  disk = memoryDisk()
  journal = await openJournal(disk.host, { path: '/tmp/journal.ndjson', zeroMonoMs: 1000, nextSeq: 0 })
})

test('the intent with its undo is synced to disk before the act, and done is said after', async () => {
  const { change } = changing()
  const onDisk = await change(intent, async () => {
    const text = await disk.host.files.read('/tmp/journal.ndjson')
    return { text, calls: [...disk.calls] }
  })
  expect(JSON.parse(onDisk.text)).toMatchObject({ type: 'intent', id: 0, ...intent })
  expect(onDisk.calls).toEqual(['intent', 'sync'])
  expect(journal.events.map(({ type }) => type)).toEqual(['intent', 'done'])
})

test('nothing is done where the intent cannot be brought to disk', async () => {
  const { change } = changing()
  disk.break('sync')
  let acted = false
  const refused = change(intent, async () => {
    acted = true
  })
  await expect(refused).rejects.toMatchObject({ code: 'reports-unwritable' })
  expect(acted).toBe(false)
})

test('an act that throws is journaled as not done, and its undo stays pending: it may have been half done', async () => {
  const { change, pending } = changing()
  const failing = change(intent, async () => {
    throw new FiredrillError('start-failed', 'It ended early.', { hint: '' })
  })
  await expect(failing).rejects.toMatchObject({ code: 'start-failed' })
  expect(journal.events[1]).toMatchObject({ type: 'not-done', id: 0, error: 'It ended early.' })
  expect(pending()).toEqual([{ id: 0, ...intent }])
})

test('what is pending is the same as what a reader of the journal finds, the latest first', async () => {
  const { change, pending } = changing()
  for (const what of ['a', 'b', 'c']) await change({ ...intent, what }, async () => undefined)
  expect(pending().map(({ what }) => what)).toEqual(['c', 'b', 'a'])
  expect(pendingUndos(journal.events)).toEqual(pending())
})

test('changes side by side keep their own numbers', async () => {
  const { change } = changing()
  const acts = ['a', 'b'].map((what) =>
    change({ ...intent, what }, () => disk.host.clock.sleep(what === 'a' ? 20 : 10)),
  )
  await Promise.all(acts)
  const done = journal.events.filter((event) => event.type === 'done').map(({ id }) => id)
  expect(done).toEqual([1, 0])
})

describe('the command that a person would type', () => {
  test('is journaled with the time that it took', async () => {
    const { change } = changing()
    await change({ ...intent, command }, () => disk.host.clock.sleep(250))
    const said = journal.events.find((event) => event.type === 'command')
    expect(said).toMatchObject({ command, what: 'start web-1', startMs: 0, endMs: 250 })
  })

  test('is journaled also when it failed, and never where there is none', async () => {
    const { change } = changing()
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
    const { change } = changing({ assertMayAct: () => assertEpoch(disk.host, '/tmp/r', 0) })
    const acts: string[] = []
    const act = (what: string) => change({ ...intent, what }, async () => void acts.push(what))
    await act('before')
    expect(await claimEpoch(disk.host, '/tmp/r', 'watchdog', 0)).toBe(1)
    await expect(act('after')).rejects.toMatchObject({ code: 'superseded' })
    expect(acts).toEqual(['before'])
    // Nor is the intent of what is not done: somebody else writes the journal now.
    expect(journal.events.filter(({ type }) => type === 'intent')).toHaveLength(1)
  })

  test('an act that was under way then is undone by itself: its undo may have been carried out too early', async () => {
    let taken = false
    const assertMayAct = async (): Promise<void> => {
      if (taken) throw new FiredrillError('superseded', 'It was taken over.', { hint: '' })
    }
    const { change, covered } = changing({ assertMayAct })
    const acting = async (): Promise<void> => {
      taken = true
    }
    await expect(change(pausing, acting)).rejects.toMatchObject({ code: 'superseded' })
    expect(undone).toEqual([pausing.undo])
    expect(journal.events.map(({ type }) => type)).toEqual(['intent'])
    taken = false
    await expect(covered(pausing.undo, acting)).rejects.toMatchObject({ code: 'superseded' })
    expect(undone).toEqual([pausing.undo, pausing.undo])
  })

  test.each([
    [
      'run-command',
      'whoever took it over has ended the command and rolled back: another may have deployed since',
    ],
    ['keep-logs', 'the record is that one’s'],
    ['end-processes', 'its rollback, which may be under way, carries the mark'],
    ['remove-project', 'that comes once it has ended'],
  ])('an act that was under way is not undone by itself where its undo is %s: %s', async (kind) => {
    for (const isClosing of [false, true]) {
      let taken = false
      const assertMayAct = async (): Promise<void> => {
        if (taken) throw new FiredrillError('superseded', 'It was taken over.', { hint: '' })
      }
      const { change, close } = changing({ assertMayAct })
      const [begun, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const late = change({ what: 'deploy', undo: { kind, args: {} } }, () => {
        begun.resolve()
        return goOn.promise
      })
      late.catch(() => undefined)
      await begun.promise
      const closing = isClosing ? close({ withinMs: 1000 }) : null
      taken = true
      goOn.resolve()
      await expect(late).rejects.toMatchObject({ code: 'superseded' })
      await closing
    }
    expect(undone).toEqual([])
  })

  test('what it may have made again is undone once more when that is asked for, as far as it is the run’s alone', async () => {
    let taken = false
    const assertMayAct = async (): Promise<void> => {
      if (taken) throw new FiredrillError('superseded', 'It was taken over.', { hint: '' })
    }
    const { change, again } = changing({ assertMayAct })
    const made = ['remove-dir', 'start-container', 'release-lock'].map((kind) => ({ kind, args: {} }))
    for (const undo of made) await change({ what: 'make', undo }, async () => undefined)
    const late = change(intent, async () => {
      taken = true
    })
    await expect(late).rejects.toMatchObject({ code: 'superseded' })
    expect(undone).toEqual([])
    await again()
    expect(undone).toEqual([intent.undo, made[2], made[0]])
  })

  test('a record that is gone ends it too, but leaves the undoing to this process', async () => {
    let gone = false
    const assertMayAct = async (): Promise<void> => {
      if (gone) throw new FiredrillError('record-removed', 'It is gone.', { hint: '' })
    }
    const { change, pending } = changing({ assertMayAct })
    const acting = async (): Promise<void> => {
      gone = true
    }
    await expect(change(intent, acting)).rejects.toMatchObject({ code: 'record-removed' })
    expect(undone).toEqual([])
    expect(pending()).toEqual([{ id: 0, ...intent }])
  })
})

describe('what an undo that is on disk covers', () => {
  test('is done without an intent of its own', async () => {
    const { covered, pending } = changing()
    expect(await covered(intent.undo, async () => 'healed')).toBe('healed')
    expect(journal.events).toEqual([])
    expect(pending()).toEqual([])
  })

  test('has the right to act while it is under way, and no longer', async () => {
    const right = createRight()
    const { covered, change } = changing({ right })
    const demand = async (): Promise<void> => right.demand('pause web-1')
    await expect(demand()).rejects.toMatchObject({ code: 'unjournaled-change' })
    await covered(intent.undo, demand)
    await change(intent, demand)
    let later: Promise<void> = Promise.resolve()
    await change(intent, async () => {
      later = new Promise(setImmediate).then(demand)
      later.catch(() => undefined)
    })
    await expect(later).rejects.toMatchObject({ code: 'unjournaled-change' })
  })
})

describe('at the end', () => {
  test('nothing is begun any more', async () => {
    const { change, covered, close } = changing()
    expect(await close({ withinMs: 1000 })).toEqual([])
    const never = async (): Promise<void> => expect.unreachable()
    await expect(change(intent, never)).rejects.toMatchObject({ code: 'superseded' })
    await expect(covered(intent.undo, never)).rejects.toMatchObject({ code: 'superseded' })
  })

  test('what is under way is waited for, and undone by itself', async () => {
    const { change, close } = changing()
    const begun = Promise.withResolvers<void>()
    const late = change(intent, () => {
      begun.resolve()
      return disk.host.clock.sleep(500)
    })
    late.catch(() => undefined)
    await begun.promise
    expect(await close({ withinMs: 1000 })).toEqual([])
    await expect(late).rejects.toMatchObject({ code: 'superseded' })
    expect(undone).toEqual([intent.undo])
  })

  test('a command of the user’s that was under way is taken back by this process, whose run it still is', async () => {
    const { change, close } = changing()
    const begun = Promise.withResolvers<void>()
    const undo = { kind: 'run-command', args: { argv: ['rollback'] } }
    const late = change({ what: 'deploy', undo }, () => {
      begun.resolve()
      return disk.host.clock.sleep(500)
    })
    late.catch(() => undefined)
    await begun.promise
    await close({ withinMs: 1000 })
    await expect(late).rejects.toMatchObject({ code: 'superseded' })
    expect(undone).toEqual([undo])
  })

  test('what hangs is named, and loses its right', async () => {
    const right = createRight()
    const { change, close } = changing({ right })
    const begun = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    let demanded: unknown = null
    const hanging = change(intent, async () => {
      begun.resolve()
      await goOn.promise
      try {
        right.demand('kill web-1')
      } catch (error) {
        demanded = error
      }
    })
    hanging.catch(() => undefined)
    await begun.promise
    expect(await close({ withinMs: 1000 })).toEqual(['start web-1'])
    goOn.resolve()
    await expect(hanging).rejects.toMatchObject({ code: 'superseded' })
    expect(demanded).toMatchObject({ code: 'unjournaled-change' })
  })
})

test('what was settled is pending no more', async () => {
  const { change, pending, settle } = changing()
  await change({ ...intent, what: 'first' }, async () => undefined)
  await change({ ...intent, what: 'second' }, async () => undefined)
  settle(1)
  expect(pending().map(({ what }) => what)).toEqual(['first'])
})
