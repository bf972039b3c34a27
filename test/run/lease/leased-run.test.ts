/** A whole run, in memory, on a target whose engine is on another machine. */
import { expect, test } from 'vitest'
import type { JournalEvent } from '../../../src/journal/events.ts'
import { runDrill } from '../../../src/run/run-drill.ts'
import type { RunOptions } from '../../../src/run/run-options.ts'
import type { LeaseWish } from '../../../src/target/target.ts'
import { onRun, type RunRig } from '../on-run.ts'
import { ENDPOINT, IMAGE, LENGTH_MS } from './on-lease.ts'

const WISH: LeaseWish = {
  endpoint: ENDPOINT,
  images: [IMAGE],
  lengthMs: LENGTH_MS,
  image: null,
  socket: null,
  always: false,
}

/** `onEvent` is told of each event once it is journaled. */
async function leased(onEvent: (event: JournalEvent, rig: RunRig) => void = () => undefined) {
  const rig = await onRun()
  const machine = rig.base.engines.run(ENDPOINT.url)
  machine.addImage(IMAGE)
  machine.program(IMAGE, { stdout: '{"said":"ready","what":""}', ignores: ['SIGUSR2'] })
  const options: RunOptions = {
    ...rig.options,
    target: {
      ...rig.fake,
      async start(context) {
        await context.lease?.(WISH)
        return rig.fake.start(context)
      },
    },
    onEvent(event) {
      rig.options.onEvent(event)
      onEvent(event, rig)
    },
  }
  const engine = rig.base.engines.open(ENDPOINT)
  const keepers = () => engine.containers({ 'dev.firedrill.keeper': null })
  return { rig, options, machine, engine, keepers }
}

test('the keeper is there before anything else of the target, and gone when all is undone', async () => {
  const { rig, options, keepers } = await leased()
  const end = await runDrill(options, rig.interruption)
  expect(end).toMatchObject({ outcome: 'completed', left: [] })
  expect(rig.said('lease-started')).toHaveLength(1)
  expect(rig.said('lease-lost')).toEqual([])
  expect(await keepers()).toEqual([])
  expect(await rig.remains(end.directory)).toEqual([])
  const kept = rig.said('intent').find(({ undo }) => undo.kind === 'remove-keeper')
  const undone = rig.said('undone').map(({ id }) => id)
  const later = rig.said('intent').filter(({ id }) => id > (kept?.id ?? 0))
  expect(later.length).toBeGreaterThan(0)
  for (const { id } of later) expect(undone.indexOf(id)).toBeLessThan(undone.indexOf(kept?.id ?? -1))
})

test('a run whose keeper is gone does nothing more, says why, and undoes the rest', async () => {
  let keeper = ''
  const { rig, options, engine, keepers } = await leased((event) => {
    if (event.type === 'lease-started') keeper = event.keeper
    if (event.type === 'fault-landed') void engine.remove(keeper)
  })
  const end = await runDrill(options, rig.interruption)
  expect(end).toMatchObject({ outcome: 'errored', left: [], error: { code: 'lease-lost' } })
  expect(rig.said('run-ended')).toMatchObject([{ run: 'errored', errorCode: 'lease-lost', by: 'run' }])
  expect(rig.said('lease-lost')).toHaveLength(1)
  expect(rig.said('phase-ended').map(({ completed }) => completed)).toEqual([true, false])
  expect(rig.said('cleanup-ended')).toMatchObject([{ cleanup: 'clean' }])
  expect(await keepers()).toEqual([])
  expect(await rig.remains(end.directory)).toEqual([])
})

test('a run that cannot have a keeper is refused before anything of the target is started', async () => {
  const { rig, options } = await leased()
  rig.base.engines.run(ENDPOINT.url)
  const end = await runDrill(options, rig.interruption)
  expect(end).toMatchObject({ outcome: 'errored', left: [], error: { code: 'lease-refused' } })
  expect(rig.said('load-started')).toEqual([])
  expect(await rig.remains(end.directory)).toEqual([])
})

test('a run that goes without one does so by its word', async () => {
  const { rig, options, keepers } = await leased()
  const running = runDrill({ ...options, withoutLease: true }, rig.interruption)
  expect(await running).toMatchObject({ outcome: 'completed' })
  expect(rig.said('progress').some(({ text }) => text.includes('--no-lease'))).toBe(true)
  expect(await keepers()).toEqual([])
})
