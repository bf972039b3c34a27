import { beforeEach, describe, expect, test } from 'vitest'
import { type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import { pendingUndos } from '../../src/journal/pending.ts'
import { type Journal, openJournal } from '../../src/journal/writer.ts'
import { cleanUp } from '../../src/run/clean-up.ts'
import { mayComeLate } from '../../src/run/late-acts.ts'
import { takeOver } from '../../src/run/watchdog/take-over.ts'
import { deadRun } from './dead-run.ts'

const intent = (id: number, kind: string): EventBody => ({
  type: 'intent',
  id,
  what: `${kind} ${id}`,
  undo: { kind, args: {} },
})
const done = (id: number): EventBody => ({ type: 'done', id })
const late = (...bodies: EventBody[]) => {
  const events: JournalEvent[] = bodies.map((body, seq) => ({ seq, atMs: seq, ...body }))
  return mayComeLate(events, pendingUndos(events)).map(({ what }) => what)
}

test('what an engine was asked for, and the journal does not say how that ended, is looked at once more', () => {
  const kinds = ['remove-keeper', 'unpause-container', 'reconnect-container', 'limit-container']
  for (const kind of kinds) {
    expect(late(intent(0, kind))).toEqual([`${kind} 0`])
    expect(late(intent(0, kind), done(0))).toEqual([])
    expect(late(intent(0, kind), { type: 'not-done', id: 0, error: 'refused' })).toEqual([])
  }
})

test('a project is, when anything at all was under way: it may have been made in it', () => {
  const project = [intent(0, 'remove-project'), done(0)] as const
  expect(late(...project)).toEqual([])
  expect(late(...project, intent(1, 'covered'))).toEqual(['remove-project 0'])
  expect(late(...project, intent(1, 'covered'), done(1))).toEqual([])
})

test('what no engine does, or has been waited for already, is not', () => {
  for (const kind of ['end-processes', 'act', 'run-command', 'start-container', 'covered'])
    expect(late(intent(0, kind))).toEqual([])
})

describe('what an engine was still at when its run died', () => {
  const ENDPOINT = { url: 'unix:///var/run/docker.sock', tls: null }
  const intended = { type: 'intent', id: 0, what: 'make the project' } as const
  const undo = { kind: 'remove-project', args: { endpoint: ENDPOINT, project: 'shop', run: 'r' } }
  const labels = { 'com.docker.compose.project': 'shop' }
  let host: FakeHost
  let journal: Journal

  beforeEach(async () => {
    host = fakeHost()
    journal = await openJournal(host, { path: '/tmp/journal.ndjson', zeroMonoMs: 1000, nextSeq: 2 })
  })
  const ended = () => journal.events.find(({ type }) => type === 'cleanup-ended')

  test.each([
    ['a container that is made after its undo has looked', 2000, 0],
    ['and none is waited for that was made in time', 500, 0],
  ])('is looked at once more: %s', async (_what, afterMs, left) => {
    const machine = host.engines.run()
    machine.addImage('shop:1')
    const engine = host.engines.open(ENDPOINT)
    const made = host.clock
      .sleep(afterMs)
      .then(() => machine.create({ name: 'late', image: 'shop:1', program: {}, labels }))
    const before = [{ seq: 0, atMs: 0, ...intended, undo }]
    const options = { by: 'watchdog', hurry: true, before } as const
    expect(await cleanUp(host, journal, [{ id: 0, what: intended.what, undo }], options)).toEqual([])
    await made
    expect(await engine.containers(labels)).toHaveLength(left)
    expect(ended()).toMatchObject({ cleanup: 'clean' })
  })

  test('is looked for by the watchdog of a run that was killed in the middle of it', async () => {
    const machine = host.engines.run()
    machine.addImage('shop:1')
    const directory = await deadRun(host, [{ ...intended, undo }])
    const made = host.clock
      .sleep(2000)
      .then(() => machine.create({ name: 'late', image: 'shop:1', program: {}, labels }))
    expect(await takeOver(host, directory, 'watchdog', 0)).toMatchObject({ kind: 'undone', left: [] })
    await made
    expect(await host.engines.open(ENDPOINT).containers(labels)).toEqual([])
  })

  test('is said to be left where it cannot be removed, and is to be undone again', async () => {
    const machine = host.engines.run()
    machine.addImage('shop:1')
    const before: JournalEvent[] = [{ seq: 0, atMs: 0, ...intended, undo }]
    void host.clock.sleep(2000).then(() => {
      machine.create({ name: 'late', image: 'shop:1', program: {}, labels })
      machine.become('gone')
    })
    const options = { by: 'watchdog', hurry: true, before } as const
    const left = await cleanUp(host, journal, [{ id: 0, what: intended.what, undo }], options)
    expect(left).toMatchObject([{ what: 'make the project' }])
    expect(ended()).toMatchObject({ cleanup: 'dirty' })
    expect(pendingUndos([...before, ...journal.events])).toMatchObject([{ id: 0 }])
  })

  test('is looked at before another run may act there', async () => {
    host.engines.run()
    const paused = { kind: 'unpause-container', args: { endpoint: ENDPOINT, id: 'web' } }
    const locks = { kind: 'release-lock', args: { path: '/tmp/lock', token: 't' } }
    const pending = [paused, locks, locks].map((each, id) => ({ id, what: each.kind, undo: each }))
    const before: JournalEvent[] = pending.map((each, seq) => ({ seq, atMs: 0, type: 'intent', ...each }))
    await cleanUp(host, journal, pending, { by: 'watchdog', hurry: true, before })
    const undone = journal.events.flatMap((event) => (event.type === 'undone' ? [event.id] : []))
    expect(undone).toEqual([0, 0, 1, 2])
  })

  test('is not waited for where every act had ended', async () => {
    host.engines.run()
    const done = { seq: 1, atMs: 1, type: 'done', id: 0 } as const
    const before: JournalEvent[] = [{ seq: 0, atMs: 0, ...intended, undo }, done]
    const options = { by: 'watchdog', hurry: true, before } as const
    await cleanUp(host, journal, [{ id: 0, what: intended.what, undo }], options)
    expect(journal.events.filter(({ type }) => type === 'undone')).toHaveLength(1)
    expect(ended()).toMatchObject({ tookMs: expect.closeTo(1000, -3) })
  })
})
