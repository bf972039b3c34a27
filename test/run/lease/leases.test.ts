import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../src/drill/model.ts'
import { pendingUndos } from '../../../src/journal/pending.ts'
import { createRight } from '../../../src/run/acting/right.ts'
import { type Changes, createChanges } from '../../../src/run/changes.ts'
import { createLeases, type Leases } from '../../../src/run/lease/leases.ts'
import type { LeaseWish } from '../../../src/target/lease.ts'
import { ENDPOINT, IMAGE, LENGTH_MS, type OnLease, onLease } from './on-lease.ts'

const WISH: LeaseWish = {
  endpoint: ENDPOINT,
  images: [IMAGE],
  lengthMs: LENGTH_MS,
  image: null,
  socket: null,
  always: false,
}
let rig: OnLease
let leases: Leases
let changes: Changes

function made(declined = false): void {
  const { host, journal } = rig
  const plain = createChanges({
    ...{ journal, clock: host.clock, right: createRight() },
    assertMayAct: async () => undefined,
    undo: async () => undefined,
  })
  leases = createLeases({ host, run: 'r', directory: '/r', journal, change: plain.change, declined })
  changes = leases.covering(plain)
}

beforeEach(async () => {
  rig = await onLease()
  made()
})
afterEach(() => leases.stop())

const keepers = () => rig.host.engines.open(ENDPOINT).containers({ 'dev.firedrill.keeper': 'r' })
const pause = () => ({
  what: 'pause web-1',
  undo: { kind: 'unpause-container', args: { endpoint: ENDPOINT, id: rig.ids['web-1'] ?? '' } },
})

describe('a keeper', () => {
  test('is a change with its undo on disk before it is made, and stands there once', async () => {
    await leases.ask(WISH)
    await leases.ask(WISH)
    expect(await keepers()).toHaveLength(1)
    expect(rig.said('intent')).toMatchObject([
      {
        what: expect.stringContaining('firedrill-keeper-r'),
        undo: { kind: 'remove-keeper', args: { run: 'r' } },
      },
    ])
    expect(rig.said('lease-started')).toMatchObject([
      {
        engine: ENDPOINT.url,
        keeper: 'firedrill-keeper-r',
        image: IMAGE,
        lengthMs: 30_000,
        renewEveryMs: 5000,
      },
    ])
  })

  test('is undone after all that it keeps', async () => {
    await leases.ask(WISH)
    await changes.change(pause(), async () => undefined)
    expect(pendingUndos(rig.journal.events).map(({ undo }) => undo.kind)).toEqual([
      'unpause-container',
      'remove-keeper',
    ])
  })

  test('stands beside no engine of this machine, unless it is asked for', async () => {
    const here = { ...WISH, endpoint: { url: 'unix:///tmp/tunnel.sock', tls: null } }
    const machine = rig.host.engines.run(here.endpoint.url)
    machine.addImage(IMAGE)
    machine.program(IMAGE, { stdout: '{"said":"ready","what":""}', ignores: ['SIGUSR2'] })
    await leases.ask(here)
    expect(rig.journal.events).toEqual([])
    await leases.ask({ ...here, always: true })
    expect(rig.said('lease-started')).toMatchObject([{ engine: here.endpoint.url }])
  })

  test('that the command line goes without is said in the record', async () => {
    made(true)
    await leases.ask(WISH)
    expect(await keepers()).toEqual([])
    expect(rig.said('progress')[0]?.text).toContain('--no-lease')
    await changes.change(pause(), async () => undefined)
    expect(rig.told).toEqual([])
  })

  test('that cannot stand there is refused, before anything was done', async () => {
    await expect(leases.ask({ ...WISH, socket: '/run/other.sock' })).rejects.toMatchObject({
      code: 'lease-refused',
    })
    expect([await keepers(), rig.said('lease-started')]).toEqual([[], []])
  })
})

describe('a change', () => {
  test('is made once its intent is on disk and the keeper holds its undo, in this order', async () => {
    await leases.ask(WISH)
    const onDisk = await changes.change(pause(), async () => [
      rig.told.length,
      (await rig.host.files.read('/tmp/r/journal.ndjson')).includes('pause web-1'),
    ])
    expect(onDisk).toEqual([1, true])
    const types = rig.journal.events.map(({ type }) => type).slice(-3)
    expect(types).toEqual(['intent', 'lease-covers', 'done'])
  })

  test('is not made where the keeper does not hold it', async () => {
    rig = await onLease({ takes: 1 })
    made()
    await leases.ask(WISH)
    let acted = false
    const changing = changes.change(pause(), async () => {
      acted = true
    })
    await expect(changing).rejects.toMatchObject({ code: 'lease-lost' })
    expect([acted, leases.lost.aborted]).toEqual([false, true])
    expect(leases.lost.reason).toMatchObject({ code: 'lease-lost' })
  })

  test('of this machine, or of another engine, is no concern of it', async () => {
    await leases.ask(WISH)
    const others: JsonObject[] = [
      { path: '/tmp/x' },
      { endpoint: 'nonsense' },
      { endpoint: { url: 'unix:///other.sock' } },
    ]
    for (const args of others)
      await changes.change(
        { what: 'something', undo: { kind: 'unpause-container', args } },
        async () => undefined,
      )
    expect(rig.told).toEqual([])
  })
})
