import { describe, expect, test } from 'vitest'
import type { InstanceRef, InstancesRef } from '../../../src/drill/model.ts'
import { FiredrillError } from '../../../src/errors.ts'
import { restart } from '../../../src/run/steps/restart.ts'
import { start } from '../../../src/run/steps/start.ts'
import { stop } from '../../../src/run/steps/stop.ts'
import type { Lifecycle } from '../../../src/target/target.ts'
import { onStage, PLACE, statesOf } from '../on-stage.ts'

const WEB_1: InstanceRef = { ref: 'named', name: 'web-1' }
const stopStep = { kind: 'stop', instance: WEB_1, place: PLACE } as const
const restartStep = (instances: InstanceRef | InstancesRef) =>
  ({ kind: 'restart', instances, place: PLACE }) as const

describe('an instance that is asked to end', () => {
  test('ends well: that is a finding, and it stays down', async () => {
    const rig = await onStage()
    expect(await stop(stopStep, rig.context)).toBe('done')
    expect(await statesOf(rig)).toEqual({ 'web-1': 'down', 'web-2': 'ready' })
    expect(rig.said('stopped')).toMatchObject([
      { window: 'lost', name: 'web-1', exitCode: 0, signal: null, killed: false },
    ])
    expect(rig.said('finding')).toMatchObject([
      { window: 'lost', path: 'steps', what: 'web-1 ends with exit code 0 within 45 s', holds: true },
    ])
  })

  test.each([
    [{ exitCode: 1 }, 'exit code 1'],
    [{ exitCode: null, signal: 'SIGKILL', killed: true, tookMs: 45_000 }, 'ended by SIGKILL after 45 s'],
    [{ exitCode: 0, killed: true }, 'it was killed after 45 s'],
  ])('ends badly: %o', async (stopped, evidence) => {
    const { context, said } = await onStage({ target: { stopped } })
    expect(await stop(stopStep, context)).toBe('done')
    expect(said('finding')).toMatchObject([{ holds: false }])
    expect(said('finding')[0]?.evidence.join('; ')).toContain(evidence)
  })

  test.each([
    [5000, true],
    [5001, false],
  ])('within its own drain time, where it says one: after %i ms', async (tookMs, holds) => {
    const { context, said } = await onStage({ target: { drainMs: 5000, stopped: { tookMs } } })
    await stop(stopStep, context)
    expect(said('finding')).toMatchObject([
      { what: 'web-1 ends with exit code 0 within its drain time of 5 s', holds },
    ])
  })

  test('was asked to before it did, which the journal tells', async () => {
    const { context, stage, host, said } = await onStage()
    const { lifecycle } = stage.target
    const slow = {
      ...lifecycle!,
      stop: async (name: string) => {
        await host.clock.sleep(1400)
        return lifecycle!.stop(name)
      },
    }
    await stop(stopStep, { ...context, stage: { ...stage, target: { ...stage.target, lifecycle: slow } } })
    expect(said('stopped').map(({ askedMs, atMs }) => atMs - askedMs! >= 1400)).toEqual([true])
  })

  test('that was down already does not show how it ends', async () => {
    const { context, said, fake } = await onStage()
    fake.crash('web-1')
    await stop(stopStep, context)
    expect(said('finding')).toMatchObject([{ holds: null, evidence: ['web-1 was down already'] }])
  })

  test('a target that cannot is refused', async () => {
    const { context } = await onStage({ target: { without: ['lifecycle'] } })
    await expect(stop(stopStep, context)).rejects.toMatchObject({ code: 'capability-missing' })
  })
})

describe('a restart', () => {
  test('of one: it ends, and is another one when it is back', async () => {
    const { context, said, target } = await onStage()
    const before = (await target.instances())[0]?.identity?.bootId
    expect(await restart(restartStep(WEB_1), context)).toBe('done')
    expect((await target.instances())[0]).toMatchObject({ ready: true })
    expect((await target.instances())[0]?.identity?.bootId).not.toBe(before)
    expect(said('stopped').map(({ name }) => name)).toEqual(['web-1'])
  })

  test.each<[string, InstancesRef, string[]]>([
    ['all', { ref: 'all' }, ['web-1', 'web-2', 'web-3']],
    ['those that are named', { ref: 'named', names: ['web-3', 'web-1'] }, ['web-3', 'web-1']],
  ])('of %s at once: each is asked to end before any is started', async (_what, ref, names) => {
    const rig = await onStage({ instances: 3 })
    expect(await restart(restartStep(ref), rig.context)).toBe('done')
    expect(rig.said('stopped').map(({ name }) => name)).toEqual(names)
    expect(rig.said('finding').every(({ holds }) => holds)).toBe(true)
    const intents = rig.said('intent').map(({ what }) => what)
    const acted = intents.slice(-2 * names.length)
    expect(acted.slice(0, names.length).every((what) => what.startsWith('stop '))).toBe(true)
    expect(await statesOf(rig)).toEqual({ 'web-1': 'ready', 'web-2': 'ready', 'web-3': 'ready' })
  })

  test('one that does not start again is a finding, and the drill goes no further; the others are back', async () => {
    const broken = { armed: false }
    const beforeReady = async (name: string) => {
      if (broken.armed && name === 'web-1') throw notUp()
    }
    const rig = await onStage({ target: { beforeReady } })
    broken.armed = true
    expect(await restart(restartStep({ ref: 'all' }), rig.context)).toBe('unmet')
    expect(rig.said('finding').filter(({ holds }) => !holds)).toMatchObject([
      { what: 'web-1 starts again', evidence: ['never-ready: web-1 was not ready within 30 s.'] },
    ])
    expect(await statesOf(rig)).toEqual({ 'web-1': 'down', 'web-2': 'ready' })
    expect(await start({ kind: 'start', instance: WEB_1, place: PLACE }, rig.context)).toBe('unmet')
  })

  test('one that the run’s end cuts off starts nothing: what is down is put back by its undo', async () => {
    const { context, said, target } = await onStage()
    const stopping = new AbortController()
    const { lifecycle } = target
    const cutOff: Lifecycle = {
      ...lifecycle!,
      async stop(name) {
        const stopped = await lifecycle!.stop(name)
        stopping.abort(new Error('SIGINT was received'))
        return stopped
      },
    }
    const stage = { ...context.stage, target: { ...target, lifecycle: cutOff } }
    const cut = { ...context, stage, signal: stopping.signal }
    await expect(restart(restartStep(WEB_1), cut)).rejects.toThrow('SIGINT was received')
    expect(said('stopped').map(({ name }) => name)).toEqual(['web-1'])
    expect((await target.instances())[0]?.identity).toBeNull()
  })

  test('the step’s signal ends the wait for what is started again', async () => {
    const { context, target } = await onStage()
    const given: (AbortSignal | undefined)[] = []
    const lifecycle: Lifecycle = {
      ...target.lifecycle!,
      start: async (_name, signal) => void given.push(signal),
    }
    const stage = { ...context.stage, target: { ...target, lifecycle } }
    await restart(restartStep(WEB_1), { ...context, stage })
    expect(given).toEqual([context.signal])
  })

  test('what is a defect is no finding', async () => {
    const broken = { armed: false }
    const beforeReady = async () => {
      if (broken.armed) throw new Error('EPERM')
    }
    const { context, said } = await onStage({ target: { beforeReady } })
    broken.armed = true
    await expect(restart(restartStep(WEB_1), context)).rejects.toThrow('EPERM')
    expect(said('finding').map(({ what }) => what)).toEqual(['web-1 ends with exit code 0 within 45 s'])
  })
})

function notUp(): FiredrillError {
  return new FiredrillError('never-ready', 'web-1 was not ready within 30 s.', { hint: 'Look at its log.' })
}
