import { expect, test } from 'vitest'
import type { Step } from '../../../src/drill/model.ts'
import { runSteps } from '../../../src/run/steps/run-steps.ts'
import type { StepContext } from '../../../src/run/steps/step.ts'
import type { FakeMigration } from '../../../src/target/fake.ts'
import type { Migrations } from '../../../src/target/target.ts'
import { hold, onStage, PLACE, type Rig } from '../on-stage.ts'
import { deploy, expectRefused, migrate, together } from './shipping.ts'
import { act, phase, untilReady } from './steps.ts'

test('steps are taken in order, and each one’s begin and end is journaled', async () => {
  const { context, said } = await onStage()
  expect(await runSteps([hold(20), hold(1500)], context)).toBe('done')
  expect(said('step-started').map(({ path, what, atMs }) => ({ path, what, atMs }))).toEqual([
    { path: 'steps[0]', what: 'hold 20 ms', atMs: 0 },
    { path: 'steps[1]', what: 'hold 1.5 s', atMs: 20 },
  ])
  expect(said('step-ended')).toMatchObject([
    { path: 'steps[0]', outcome: 'done', detail: '', atMs: 20 },
    { path: 'steps[1]', outcome: 'done', atMs: 1520 },
  ])
})

test('what is not reached ends the list: the steps after it are not taken', async () => {
  const { context, said, fake } = await onStage()
  fake.unready('web-2')
  expect(await runSteps([untilReady(50), hold(10)], context)).toBe('unmet')
  expect(said('step-started')).toHaveLength(1)
  expect(said('step-ended')).toMatchObject([{ outcome: 'unmet' }])
})

test('a step that throws is journaled as failed, with why, and the error goes on', async () => {
  const handlers = { break: () => Promise.reject(new Error('the queue is gone')) }
  const { context, said } = await onStage({ handlers })
  await expect(runSteps([act('break'), hold(10)], context)).rejects.toThrow('the queue is gone')
  expect(said('step-ended')).toMatchObject([{ outcome: 'failed', detail: 'the queue is gone' }])
})

test('when the drill is cancelled, the step under way is cancelled and no other begins', async () => {
  const { context, cancel, said } = await onStage()
  const taking = runSteps([hold(60_000), hold(10)], context)
  cancel(new Error('SIGINT was received'))
  expect(await taking).toBe('cancelled')
  expect(said('step-ended')).toMatchObject([{ outcome: 'cancelled', detail: 'SIGINT was received' }])
  expect(await runSteps([hold(10)], context)).toBe('cancelled')
  expect(said('step-started')).toHaveLength(1)
})

test('a drill without steps is done', async () => {
  const { context } = await onStage()
  expect(await runSteps([], context)).toBe('done')
})

const EXPAND: FakeMigration = { name: '0004_note', since: '1.1.0', destructive: false, applied: false }

/** There is no such release: the gate refuses it. */
const REFUSED: Step = {
  kind: 'deploy',
  release: { ref: 'version', version: '9.9.9' },
  stopOn: [],
  bakeMs: 0,
  place: PLACE,
}

test('a refusal that nobody expects is a finding that does not hold, said once, and ends the list', async () => {
  const { context, said } = await onStage()
  const outcome = await runSteps([phase('bad', REFUSED, hold(10)), hold(10)], context)
  expect(outcome).toMatchObject({ refused: 'release-missing' })
  expect(said('finding')).toMatchObject([
    {
      window: 'bad',
      path: 'steps[0].steps[0]',
      what: 'deploy release 9.9.9',
      holds: false,
      evidence: [expect.stringMatching(/^release-missing: /)],
    },
  ])
  expect(said('step-ended')).toMatchObject([
    { path: 'steps[0].steps[0]', outcome: 'unmet', detail: expect.stringMatching(/^release-missing: /) },
    { path: 'steps[0]', outcome: 'unmet' },
  ])
  expect(said('phase-ended')).toMatchObject([{ completed: false }])
})

test('one that is expected is no finding of the step itself', async () => {
  const { context, said } = await onStage()
  const outcome = await runSteps([REFUSED], { ...context, refusalExpected: true })
  expect(outcome).toMatchObject({ refused: 'release-missing' })
  expect(said('finding')).toEqual([])
  expect(said('step-ended')).toMatchObject([{ outcome: 'unmet' }])
})

/** The load has ended by itself: nothing is begun any more, and what changes the app goes on. */
function loadOverIn({ context }: Rig): StepContext {
  const loadOver = AbortSignal.abort(new Error('the load is too short'))
  const { signal } = context
  return { ...context, loadOver, changeSignal: signal, runSignal: signal }
}

test('what is refused once the load has ended is not held against the app', async () => {
  const rig = await onStage()
  await runSteps([REFUSED], loadOverIn(rig))
  expect(rig.said('finding')).toMatchObject([
    { holds: null, evidence: [expect.stringMatching(/^release-missing: /), 'the load had ended before'] },
  ])
})

test('nor is what was to be refused, and was not', async () => {
  const rig = await onStage()
  const outcome = await runSteps([expectRefused(deploy(), 'triggered')], loadOverIn(rig))
  expect([outcome, rig.said('finding')]).toEqual(['cancelled', []])
})

test('once the load has ended, a lane that changes the app comes to its end, and the other is cancelled', async () => {
  const rig = await onStage({ target: { migrations: [EXPAND] } })
  const over = new AbortController()
  const migrations = {
    ...rig.target.migrations!,
    async move(...given: Parameters<Migrations['move']>) {
      await rig.clock.sleep(5000, given[2])
      return rig.target.migrations!.move(...given)
    },
  }
  const taking = runSteps([together([migrate(), hold(1000)], [hold(60_000)])], {
    ...rig.context,
    stage: { ...rig.stage, target: { ...rig.target, migrations } },
    signal: AbortSignal.any([rig.context.signal, over.signal]),
    loadOver: over.signal,
    changeSignal: rig.context.signal,
    runSignal: rig.context.signal,
  })
  void rig.clock.sleep(100).then(() => over.abort(new Error('the load is too short')))
  // The lane that was only held gave up; that does not end what the other had begun before.
  expect(await taking).toBe('cancelled')
  expect(rig.said('migrated')).toMatchObject([{ moved: ['0004_note'] }])
  expect(rig.said('step-started').filter(({ what }) => what.startsWith('hold'))).toHaveLength(1)
})
