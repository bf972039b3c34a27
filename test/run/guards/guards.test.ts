import { describe, expect, onTestFinished, test } from 'vitest'
import type { GuardInput } from '../../../src/drill/guards/guard.ts'
import { guardsIn } from '../../../src/drill/guards/read.ts'
import type { EventBody } from '../../../src/journal/events.ts'
import { createGuards, heardBy } from '../../../src/run/guards/guards.ts'
import { createLive } from '../../../src/run/live.ts'
import { onRun } from '../on-run.ts'
import { onStage } from '../on-stage.ts'
import { requestRow } from '../rows.ts'
import { instances, state } from './seen.ts'

/** Guards of a run that has a journal and nothing else. */
async function guarding(...inputs: GuardInput[]) {
  const { options } = await onRun()
  const rig = await onStage()
  const plan = { ...options.plan, guards: guardsIn('a.ts:1', inputs) }
  const guards = createGuards({ host: rig.host, root: '/app', plan })
  onTestFinished(() => guards.end())
  const hear = (): void => {
    for (const event of rig.journal.events) guards.onEvent(event)
  }
  return { ...rig, guards, hear }
}

const LOAD_ENDED: EventBody = {
  type: 'load-ended',
  asked: true,
  exitCode: 105,
  signal: null,
  malformedRows: 0,
  lastLines: [],
}
const FAILED: EventBody = { type: 'step-ended', path: 's', outcome: 'failed', detail: 'x' }
const STARTED = {
  type: 'load-started',
  script: 'a.ts',
  maxVus: 1,
  ratePerSecond: 10,
  requestTimeoutMs: 1,
} as const

describe('from the begin of the run', () => {
  test('what says stop by then keeps everything from being started, with its words in the journal', async () => {
    const { guards, journal, host, said } = await guarding({ file: 'STOP' }, { maxDuration: '1h' })
    await host.files.makeDir('/app')
    await host.files.writeAtomic('/app/STOP', 'no')
    await guards.start(journal)
    expect(guards.signal.aborted).toBe(true)
    expect(guards.stopped()).toBe('a guard stopped it: the file STOP appears: STOP is there: "no"')
    expect(said('guards')).toMatchObject([
      { guards: ['the file STOP appears', 'the run lasts longer than 60 min'] },
    ])
    expect(said('guard')).toMatchObject([
      { guard: 'the file STOP appears', decision: 'stop', restedOn: 'STOP is there: "no"', samples: {} },
    ])
  })

  test('they go on looking, without load and before any phase', async () => {
    const { guards, journal, clock } = await guarding({ maxDuration: '30s' })
    await guards.start(journal)
    await clock.sleep(29_000)
    expect(guards.stopped()).toBeNull()
    await clock.sleep(1500)
    expect(guards.stopped()).toContain('it has lasted 30')
  })

  test('without any, nothing is said and nothing looks', async () => {
    const { guards, journal } = await guarding()
    const before = journal.events.length
    await guards.start(journal)
    expect(journal.events).toHaveLength(before)
    expect(guards.stopped()).toBeNull()
  })
})

describe('of clients', () => {
  test('from the load’s start on, by the live numbers', async () => {
    const { guards, journal, clock, hear, said } = await guarding({ uptime: { below: '95%' }, over: '5s' })
    const live = createLive(() => 150)
    guards.onLive(live)
    await guards.start(journal)
    await clock.sleep(10_000)
    // A build, or a slow start, is no time without requests.
    expect(said('guard')).toEqual([])
    journal.write(STARTED)
    hear()
    live.add(Array.from({ length: 40 }, (_, k) => requestRow({ startMs: 10_000 + k, ok: false })))
    await clock.sleep(1000)
    expect(guards.stopped()).toContain('40 of 40 requests of the last 5 s failed')
    expect(said('guard')).toMatchObject([{ decision: 'stop', samples: { failed: 40 } }])
  })

  test('no data stops nothing, and is said once', async () => {
    const { guards, journal, clock, hear, said } = await guarding({ uptime: { below: '95%' }, over: '5s' })
    guards.onLive(createLive(() => 150))
    journal.write(STARTED)
    hear()
    await guards.start(journal)
    await clock.sleep(60_000)
    expect(guards.stopped()).toBeNull()
    expect(said('guard')).toMatchObject([
      { decision: 'not-seen', restedOn: expect.stringContaining('0 requests ended in the last 5 s') },
    ])
  })
})

test('of instances, by the newest look of the watch', async () => {
  const { guards, journal, clock, hear } = await guarding({ readyInstances: { below: 2 }, for: '1s' })
  await guards.start(journal)
  await clock.sleep(5000)
  for (const event of [state('web-1', 200), state('web-2', 200), instances('web-1', 'web-2')])
    journal.write(event)
  hear()
  await clock.sleep(5000)
  expect(guards.stopped()).toBeNull()
  journal.write(state('web-2', 503))
  // A canary does not stand in for it.
  journal.write(state('web-canary', 200))
  hear()
  await clock.sleep(2000)
  expect(guards.stopped()).toContain('1 of 2 instances ready; not web-2')
})

describe('they look no more', () => {
  test.each<[string, EventBody]>([
    ['once the load has ended', LOAD_ENDED],
    ['once a step has failed', FAILED],
  ])('%s: what ended the drill first is what counts', async (_what, event) => {
    const { guards, journal, clock, hear } = await guarding({ maxDuration: '10s' })
    await guards.start(journal)
    journal.write(event)
    hear()
    await clock.sleep(20_000)
    expect(guards.stopped()).toBeNull()
  })

  test('once they are ended, whatever a look that was under way finds', async () => {
    const { guards, journal, clock, host } = await guarding({ file: 'STOP' })
    await guards.start(journal)
    guards.end()
    await host.files.makeDir('/app')
    await host.files.writeAtomic('/app/STOP', '')
    await clock.sleep(5000)
    expect(guards.stopped()).toBeNull()
  })
})

test('a guard that cannot be evaluated is said, and stops only where it says so', async () => {
  const broken = async (unseen: object) => {
    const rig = await guarding({ file: 'STOP', ...unseen })
    const files = { ...rig.host.files, exists: () => Promise.reject(new Error('EACCES')) }
    const { plan } = (await onRun()).options
    const guards = createGuards({
      host: { ...rig.host, files },
      root: '/app',
      plan: { ...plan, guards: guardsIn('a.ts:1', [{ file: 'STOP', ...unseen }]) },
    })
    await guards.start(rig.journal)
    guards.end()
    return { stopped: guards.stopped(), said: rig.said('guard') }
  }
  expect(await broken({})).toMatchObject({
    stopped: null,
    said: [{ decision: 'not-seen', restedOn: 'EACCES' }],
  })
  expect(await broken({ unseen: 'stop' })).toMatchObject({
    stopped: expect.stringContaining('it cannot be seen: EACCES'),
    said: [{ decision: 'stop' }],
  })
})

test('they hear what goes on before whoever else does', async () => {
  const { options } = await onRun()
  const heard: string[] = []
  const end = () => heard.push('guards end')
  const listening = { onEvent: () => heard.push('guards'), onLive: () => heard.push('guards live'), end }
  const others = { onEvent: () => heard.push('others'), onLive: () => heard.push('others live') }
  const both = heardBy(listening, { ...options, ...others })
  both.onEvent({ seq: 0, atMs: 0, type: 'warm-up-ended' })
  both.onLive(createLive(() => 150))
  both.onDrillEnded?.()
  expect(heard).toEqual(['guards', 'others', 'guards live', 'others live', 'guards end'])
})
