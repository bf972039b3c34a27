import { describe, expect, test } from 'vitest'
import { FiredrillError } from '../../../src/errors.ts'
import type { Fault } from '../../../src/fault/fault.ts'
import { faults } from '../../../src/fault/map.ts'
import { fault, healFault, injectFault } from '../../../src/run/steps/fault.ts'
import { runSteps } from '../../../src/run/steps/run-steps.ts'
import { hold, killStep, onStage, PLACE, statesOf } from '../on-stage.ts'

const kill = faults.kill as Fault
const WEB_1 = killStep({ ref: 'named', name: 'web-1' })

/** A kill of which this is said instead. */
const killThat = (instead: Partial<Fault>): Record<string, Fault> => ({ kill: { ...kill, ...instead } })

describe('a fault that lands', () => {
  test('is journaled as intended, changed, injected, landed, in that order', async () => {
    const { context, order } = await onStage()
    const before = order().length
    expect(await fault(WEB_1, context)).toBe('done')
    expect(order().slice(before)).toEqual([
      'instances',
      'fault-intended',
      'intent',
      'done',
      'fault-injected',
      'command',
      'fault-landed',
    ])
  })

  test('its intent is on disk, with victim and undo, before it is injected', async () => {
    let onDisk = ''
    const faulty = killThat({
      async inject(context, intent) {
        onDisk = await host.files.read('/tmp/reports/run-1/journal.ndjson')
        return kill.inject(context, intent)
      },
    })
    const { context, host, target } = await onStage({ faults: faulty })
    const identity = (await target.instances())[0]?.identity
    await fault(WEB_1, context)
    const events = onDisk.trimEnd().split('\n')
    const intended = events.map((line) => JSON.parse(line)).findLast(({ type }) => type === 'fault-intended')
    const undo = { kind: 'covered', args: { by: 'start web-1' } }
    expect(intended).toMatchObject({ window: 'lost', victim: { name: 'web-1', identity }, undo })
    expect(JSON.parse(events.at(-1) ?? '')).toMatchObject({ type: 'intent', what: 'kill web-1', undo })
  })

  test('its instant is the one read just before the act, on the run’s clock', async () => {
    const late = killThat({
      async inject(context, intent) {
        const injected = await kill.inject(context, intent)
        await clock.sleep(40)
        return injected
      },
    })
    const { context, clock, said, stage } = await onStage({ faults: late })
    await clock.sleep(500)
    await fault(WEB_1, context)
    expect(said('fault-injected')).toMatchObject([{ instantMs: 500, atMs: 540, victim: 'web-1' }])
    expect(said('command').at(-1)).toMatchObject({ startMs: 500, what: 'kill web-1' })
    expect(stage.injected).toMatchObject([{ instantMs: 500, window: 'lost', healed: false }])
  })

  test('is given time to be seen', async () => {
    let looks = 0
    const slow = killThat({
      landed: async (...args) => {
        looks += 1
        return looks < 4 ? { seen: false, what: ['still there'] } : kill.landed(...args)
      },
    })
    const { context, said } = await onStage({ faults: slow })
    expect(await fault(WEB_1, context)).toBe('done')
    const landed = said('fault-landed')
    expect(landed).toHaveLength(1)
    expect(landed[0]).toMatchObject({ seen: true, atMs: 60 })
    expect(landed[0]?.evidence.join()).toContain('refuses connections')
  })

  test('begins the watch for recovery', async () => {
    const { context, stage, journal } = await onStage()
    expect(stage.live.recovery(journal.nowMs()).met).toBe(true)
    await fault(WEB_1, context)
    expect(stage.live.recovery(journal.nowMs()).met).toBe(false)
  })
})

describe('a fault that does not land', () => {
  const missed = killThat({ landed: async () => ({ seen: false, what: ['web-1 is still pid 5001'] }) })

  test('stops the drill, after some time to be seen: the rest would prove nothing', async () => {
    const { context, said } = await onStage({ faults: missed })
    expect(await runSteps([WEB_1, hold(10)], context)).toBe('unmet')
    expect(said('fault-landed')).toMatchObject([{ seen: false, evidence: ['web-1 is still pid 5001'] }])
    expect(said('fault-landed')[0]?.atMs).toBeGreaterThanOrEqual(5000)
    expect(said('step-started')).toHaveLength(1)
  })

  test('is still something to be undone, and to be healed by what follows', async () => {
    const { context, changes, stage } = await onStage({ faults: missed })
    expect(await injectFault(WEB_1, context)).toBeNull()
    expect(changes.pending()[0]).toMatchObject({ what: 'kill web-1' })
    expect(stage.injected).toHaveLength(1)
  })
})

test('a fault that could not be injected is not done, and what it may have done stays pending', async () => {
  const failing = killThat({ inject: () => Promise.reject(new Error('EPERM')) })
  const { context, said, changes } = await onStage({ faults: failing })
  await expect(fault(WEB_1, context)).rejects.toThrow('EPERM')
  expect(said('not-done')).toMatchObject([{ error: 'EPERM' }])
  expect(said('fault-injected')).toEqual([])
  expect(changes.pending()[0]).toMatchObject({ what: 'kill web-1' })
})

test('one that is not in the map is a defect, and nothing is done', async () => {
  const { context, said } = await onStage({ faults: {} })
  await expect(fault(WEB_1, context)).rejects.toMatchObject({ code: 'internal' })
  expect(said('fault-intended')).toEqual([])
})

test('nobody to be hit just now is a step that is not met, and a finding that could not be seen', async () => {
  const { take, said, stage } = await onStage()
  const step = killStep({ ref: 'serving', release: { ref: 'next' } })
  expect(await take(step, hold(10))).toBe('unmet')
  expect(said('step-ended')).toMatchObject([{ outcome: 'unmet', detail: 'No instance serves 1.1.0 now.' }])
  expect(said('finding')).toMatchObject([
    { window: 'lost', holds: null, evidence: [expect.stringContaining('They say: web-1 1.0.0')] },
  ])
  expect(stage.injected).toEqual([])
})

test('is not injected any more once the run is over, however long its victim was looked at', async () => {
  const slow = killThat({
    async intend(context) {
      const intent = await kill.intend(context)
      rig.cancel(new Error('a guard stopped it'))
      return intent
    },
  })
  const rig = await onStage({ faults: slow })
  expect(await runSteps([WEB_1], rig.context)).toBe('cancelled')
  expect(rig.said('intent').filter(({ what }) => what === 'kill web-1')).toEqual([])
  expect(rig.said('fault-intended')).toEqual([])
  expect(await statesOf(rig)).toMatchObject({ 'web-1': 'ready' })
})

describe('healing', () => {
  test('ends the fault and proves it', async () => {
    const rig = await onStage()
    const injected = await injectFault(WEB_1, rig.context)
    if (!injected) throw new Error('it did not land')
    expect(await healFault(injected, rig.context, new AbortController().signal)).toBe(true)
    expect(injected.healed).toBe(true)
    expect(await statesOf(rig)).toMatchObject({ 'web-1': 'ready' })
    expect(rig.said('fault-healed')).toMatchObject([{ seen: true, victim: 'web-1', window: 'lost' }])
  })

  test('that is not seen is said so', async () => {
    const stuck = killThat({ heal: async () => ({ seen: false, what: ['web-1 is down'] }) })
    const { context, said } = await onStage({ faults: stuck })
    const injected = await injectFault(WEB_1, context)
    if (!injected) throw new Error('it did not land')
    expect(await healFault(injected, context, new AbortController().signal)).toBe(false)
    expect(injected.healed).toBe(false)
    expect(said('fault-healed')).toMatchObject([{ seen: false, evidence: ['web-1 is down'] }])
  })
})

describe('a service', () => {
  const loss = (name: string) =>
    ({
      kind: 'fault',
      fault: 'loss',
      victim: { ref: 'service', name },
      args: { as: 'stopped' },
      place: PLACE,
    }) as const

  test('is hit by its name, and given back by the healing', async () => {
    const rig = await onStage()
    const injected = await injectFault(loss('db'), rig.context)
    if (!injected) throw new Error('it did not land')
    expect(rig.said('fault-intended')).toMatchObject([
      { victim: { name: 'db', url: 'tcp://127.0.0.1:9900' } },
    ])
    expect(await statesOf(rig)).toEqual({ 'web-1': 'not ready', 'web-2': 'not ready' })
    expect(await healFault(injected, rig.context, new AbortController().signal)).toBe(true)
    expect(await statesOf(rig)).toEqual({ 'web-1': 'ready', 'web-2': 'ready' })
    expect(rig.said('fault-healed')).toMatchObject([{ seen: true, victim: 'db' }])
  })

  test('that the target does not have is refused, and nothing is done', async () => {
    const { context, said } = await onStage()
    await expect(fault(loss('queue'), context)).rejects.toMatchObject({
      code: 'drill-invalid',
      hint: expect.stringContaining('It has db'),
    })
    expect(said('fault-intended')).toEqual([])
  })
})

describe('a victim that is gone between the look and the blow', () => {
  test('is a result of the run, not its error', async () => {
    const gone = killThat({
      async inject(context, intent) {
        await context.target.lifecycle!.kill(intent.victim)
        return kill.inject(context, intent)
      },
    })
    const { context, said } = await onStage({ faults: gone })
    expect(await runSteps([WEB_1], context)).toBe('unmet')
    expect(said('finding')).toMatchObject([
      {
        what: 'kill web-1: somebody is there for it',
        holds: null,
        evidence: [expect.stringMatching(/web-1/)],
      },
    ])
  })

  test('what is refused while it is there, is the drill’s mistake', async () => {
    const refusing = killThat({
      async inject() {
        throw new FiredrillError('drill-invalid', 'It cannot be hit so.', { hint: 'Hit it otherwise.' })
      },
    })
    const { context } = await onStage({ faults: refusing })
    await expect(runSteps([WEB_1], context)).rejects.toMatchObject({ message: 'It cannot be hit so.' })
  })

  test('also where another of its processes answers for it by then', async () => {
    const refusing = killThat({
      async inject({ target }) {
        const all = await target.instances()
        const another = { process: { pid: 1, startTime: 'later' }, bootId: 'of another worker' }
        const instances = all.map((each) => ({ ...each, identity: { ...each.identity!, ...another } }))
        Object.assign(target, { instances: async () => instances })
        throw new FiredrillError('drill-invalid', 'It cannot be hit so.', { hint: 'Hit it otherwise.' })
      },
    })
    const { context } = await onStage({ faults: refusing })
    await expect(runSteps([WEB_1], context)).rejects.toMatchObject({ message: 'It cannot be hit so.' })
  })
})
