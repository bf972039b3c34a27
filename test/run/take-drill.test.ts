import { expect, test } from 'vitest'
import { serving } from '../../src/drill/conditions.ts'
import { stop } from '../../src/drill/lifecycle.ts'
import type { Step } from '../../src/drill/model.ts'
import { instance } from '../../src/drill/refs.ts'
import { next, release } from '../../src/drill/releases.ts'
import { deploy } from '../../src/drill/shipping.ts'
import { hold, phase, until } from '../../src/drill/steps.ts'
import type { Interruption } from '../../src/run/interruption.ts'
import { createLive } from '../../src/run/live.ts'
import { createReleases, findReleases } from '../../src/run/releases.ts'
import { openRoom } from '../../src/run/room.ts'
import { takeDrill } from '../../src/run/take-drill.ts'
import { startWatch } from '../../src/run/watch/watch.ts'
import type { RunningTarget } from '../../src/target/target.ts'
import { onRun } from './on-run.ts'
import { requestRow } from './rows.ts'

function stopping(
  { lifecycle }: RunningTarget,
  stop: () => Promise<never>,
): Pick<RunningTarget, 'lifecycle'> {
  return lifecycle ? { lifecycle: { ...lifecycle, stop } } : {}
}

/** A drill's steps, taken on a target that was started and is asked by nobody. */
async function taken(
  steps: () => readonly Step[],
  less: {
    unready?: boolean
    stepsBegin?: (said: readonly string[]) => void
    /** In place of stopping an instance. */
    stop?: (interruption: Interruption) => Promise<never>
  } = {},
) {
  const rig = await onRun({ steps, with: { warmUpMs: 1000 } })
  const room = await openRoom(rig.options)
  const { host, run } = { host: rig.host, run: room.run }
  const target = await rig.fake.start({
    host,
    run,
    root: '/app',
    logsDir: room.logsDir,
    stateDir: '/tmp',
    signal: rig.interruption.signal,
    change: room.changes.change,
    covered: room.changes.covered,
    nextMark: room.nextMark,
    progress: () => undefined,
    observed: () => undefined,
  })
  if (less.unready) rig.fake.unready('web-1')
  const live = createLive(() => 150)
  live.add([requestRow({ startMs: 900 })])
  const watch = await startWatch(host, room.journal, target)
  const releases = createReleases(target.deploy, room.journal)
  await findReleases(rig.options.plan.drill, releases)
  const stepsBegin = async () => less.stepsBegin?.(rig.events.map(({ type }) => type))
  const seen = {
    target: {
      ...target,
      stepsBegin,
      ...(less.stop ? stopping(target, () => less.stop!(rig.interruption)) : {}),
    },
    live,
    watch,
    traffic: null,
    probeValues: new Map(),
    hurrying: rig.interruption.hurrying,
    releases,
  }
  const { signal } = rig.interruption
  const taking = takeDrill(room, rig.options, { signal, loadOver: new AbortController().signal }, seen)
  try {
    return { ...rig, reason: await taking }
  } finally {
    await watch.stop()
    await room.watchdog.release()
  }
}

test('warm-up, steady state, steps, steady state; why it ended is said in words', async () => {
  const { reason, said } = await taken(() => [phase('p', [hold('1s')])])
  expect(reason).toBe('every step was taken')
  expect(said('warm-up-ended')).toMatchObject([{ atMs: 1000 }])
  expect(said('steady-state').map(({ when }) => when)).toEqual(['before', 'after'])
})

test('the target is told that the steps begin, once the steady state was seen', async () => {
  const told: (readonly string[])[] = []
  await taken(() => [phase('p', [hold('1s')])], { stepsBegin: (said) => told.push(said) })
  expect(told).toEqual([expect.arrayContaining(['steady-state'])])
  expect(told[0]).not.toContain('phase-started')
})

test('a deploy is carried out on the target’s releases', async () => {
  const steps = () => [
    phase('p', [hold('1s'), deploy(next()), until(serving(next()), { within: '5s' }), hold('1s')]),
  ]
  const { reason, said } = await taken(steps)
  expect(reason).toBe('every step was taken')
  expect(said('deploy-ended')).toMatchObject([{ outcome: 'deployed' }])
  expect(said('instance-state').filter((event) => event.release === '1.1.0').length).toBeGreaterThanOrEqual(2)
})

test.each<[string, () => Step[], string]>([
  [
    'refused',
    () => [phase('p', [hold('1s'), deploy(release('9.9.9'))])],
    'a release was refused (release-missing)',
  ],
  [
    'not reached',
    () => [phase('p', [hold('1s'), until(serving(next()), { within: '1s' })])],
    'did not reach',
  ],
])('what was %s is said', async (_what, steps, words) => {
  expect((await taken(steps)).reason).toContain(words)
})

test('a second signal leaves a step where it is, whatever that still waits for', async () => {
  const steps = () => [phase('p', [stop(instance()), hold('1s')])]
  const stopped = taken(steps, {
    stop: (interruption) => {
      interruption.receive('SIGINT')
      interruption.receive('SIGTERM')
      return new Promise(() => undefined)
    },
  })
  await expect(stopped).rejects.toBeDefined()
})

test('without a steady state nothing is done', async () => {
  const { reason, said } = await taken(() => [phase('p', [hold('1s')])], { unready: true })
  expect(reason).toBe('the steady state did not hold before the drill')
  expect(said('phase-started')).toEqual([])
})
