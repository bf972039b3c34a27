import { expect, test } from 'vitest'
import type { JsonObject } from '../../../src/drill/model.ts'
import { cleanUp } from '../../../src/run/clean-up.ts'
import { act } from '../../../src/run/steps/act.ts'
import { onStage, PLACE } from '../on-stage.ts'
import { act as acting, type StepOf } from './steps.ts'

const FILL: StepOf<'act'> = {
  kind: 'act',
  handler: 'fill',
  args: { queue: 'orders', jobs: 500 },
  undo: { handler: 'drain', args: { queue: 'orders' } },
  place: PLACE,
}

test('the handler is called with its arguments, its undo on disk before', async () => {
  const calls: JsonObject[] = []
  let onDisk = ''
  const handlers = {
    async fill(args: JsonObject) {
      onDisk = await host.files.read('/tmp/reports/run-1/journal.ndjson')
      calls.push(args)
    },
  }
  const { context, host } = await onStage({ handlers })
  expect(await act(FILL, context)).toBe('done')
  expect(calls).toEqual([{ queue: 'orders', jobs: 500 }])
  const undo = { kind: 'act', args: { handler: 'drain', args: { queue: 'orders' } } }
  expect(JSON.parse(onDisk.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ what: 'act fill', undo })
})

test('its undo calls the other handler, also when the act failed', async () => {
  const drained: JsonObject[] = []
  const handlers = {
    fill: () => Promise.reject(new Error('half full')),
    drain: async (args: JsonObject) => void drained.push(args),
  }
  const { context, host, journal, changes } = await onStage({ handlers })
  await expect(act(FILL, context)).rejects.toThrow('half full')
  const left = await cleanUp(host, journal, changes.pending(), { by: 'run', hurry: false, handlers })
  expect(drained).toEqual([{ queue: 'orders' }])
  expect(left).toEqual([])
})

test('where nothing is to be undone, the reason is journaled', async () => {
  const { context, changes } = await onStage({ handlers: { look: async () => undefined } })
  await act(acting('look'), context)
  expect(changes.pending()[0]?.undo).toEqual({ kind: 'nothing', args: { because: 'it changes nothing' } })
})

test('a handler that is not registered is named, with the place; nothing is intended', async () => {
  const { context, said } = await onStage()
  const before = said('intent').length
  await expect(act(FILL, context)).rejects.toMatchObject({
    code: 'handler-unknown',
    message: expect.stringContaining(`${PLACE}: no handler is called "fill"`),
  })
  expect(said('intent')).toHaveLength(before)
})

/** A run that is asked to end a second after its act began, which takes so long. */
async function interrupted(actMs: number, hurryAfterMs?: number) {
  const order: string[] = []
  const hurrying = new AbortController()
  const handlers = {
    async fill() {
      await rig.host.clock.sleep(actMs)
      order.push('filled')
    },
    drain: async () => void order.push('drained'),
  }
  const rig = await onStage({ handlers, hurrying: hurrying.signal })
  const { host, journal, changes, context, clock } = rig
  void clock.sleep(1000).then(() => rig.cancel(new Error('SIGTERM was received')))
  if (hurryAfterMs !== undefined) void clock.sleep(hurryAfterMs).then(() => hurrying.abort())
  const ended = await act(FILL, context).then(String, String)
  const endedMs = journal.nowMs()
  await cleanUp(host, journal, changes.pending(), { by: 'run', hurry: false, handlers })
  await clock.sleep(60_000)
  const said = rig.said('progress').map(({ text }) => text)
  return { order, ended, endedMs, said }
}

test('an act that is under way when the run is to end is waited for, and undone after that', async () => {
  const { order, ended, endedMs, said } = await interrupted(6000)
  expect(order).toEqual(['filled', 'drained'])
  expect(ended).toBe('done')
  expect(endedMs).toBeLessThan(7000)
  expect(said).toEqual([])
})

test.each([
  { when: 'in no hurry', hurryAfterMs: undefined, endsAtMs: 11_000 },
  { when: 'in a hurry from the start', hurryAfterMs: 0, endsAtMs: 2000 },
  { when: 'in a hurry later', hurryAfterMs: 3000, endsAtMs: 4000 },
])('one that does not end is undone all the same, and that is said: $when', async (given) => {
  const { order, ended, endedMs, said } = await interrupted(30_000, given.hurryAfterMs)
  expect(order).toEqual(['drained', 'filled'])
  expect(ended).toBe('Error: SIGTERM was received')
  expect(Math.round(endedMs / 100) * 100).toBe(given.endsAtMs)
  expect(said).toEqual(['undone before it had ended: act fill'])
})
