import { expect, test } from 'vitest'
import { recovered, unready } from '../../src/drill/conditions.ts'
import { kill, pause, start } from '../../src/drill/faults.ts'
import { errors, uptime } from '../../src/drill/indicators.ts'
import { restart, stop } from '../../src/drill/lifecycle.ts'
import { load } from '../../src/drill/load-profile.ts'
import type { Step } from '../../src/drill/model.ts'
import {
  leastDurationMs,
  longEnoughHolds,
  maxDurationMs,
  plannedPhases,
  replaceLongEnough,
} from '../../src/drill/planning.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { current, next } from '../../src/drill/releases.ts'
import { deploy, expectRefused, migrate, rollback } from '../../src/drill/shipping.ts'
import {
  act,
  during,
  each,
  expect as expectStep,
  hold,
  longEnough,
  manual,
  phase,
  together,
  until,
} from '../../src/drill/steps.ts'
import { boots, refusesToBoot, searchSecrets } from '../../src/drill/trials.ts'
import { refusal } from './refusal.ts'
import { resolved } from './sample.ts'

const wait = () => until(recovered(), { within: '60s' })

test('a phase is planned as its holds, lanes counted once, conditions not at all', () => {
  const drill = resolved(() => [
    phase('holds', [hold('1s'), hold('2s')]),
    phase('lanes', [kill(instance()), together([wait(), hold('1s')], [hold('3s')]), hold('1s')]),
    phase('waits', [wait()]),
    phase('waits-in-lanes', [together([wait()], [wait()])]),
    phase('held', [during(pause(instance()), [hold('5s')])]),
  ])
  expect(plannedPhases(drill).map(({ plannedMs }) => plannedMs)).toEqual([3000, 4000, null, null, 5000])
})

test('a drill takes at least as long as it holds', () => {
  const drill = resolved(() => [
    phase('a', [hold('2s'), kill(instance()), wait()]),
    each(instances(), () => [phase('b', [together([hold('1s')], [hold('3s')])])]),
  ])
  expect([leastDurationMs(drill, ['web-1', 'web-2']), leastDurationMs(drill)]).toEqual([8000, 2000])
})

test('what is shipped takes as long as it takes; holds within what must be refused count', () => {
  const drill = resolved(() => [
    phase('ships', [deploy(next(), { bake: '10s' })]),
    phase('refused', [
      expectRefused(together([deploy(next())], [hold(longEnough())]), { because: 'never-ready' }),
      hold('1s'),
    ]),
  ])
  expect(plannedPhases(replaceLongEnough(drill)).map(({ plannedMs }) => plannedMs)).toEqual([null, 16_000])
  expect(JSON.stringify(replaceLongEnough(drill))).not.toContain('hold-long-enough')
})

test('loops count once for each instance', () => {
  const drill = resolved(() => [
    each(instances(), () => [phase('lost', [hold('2s')])]),
    phase('all', [each(instances(), (it) => [kill(it), hold('2s'), start(it)])]),
    phase('two', [each(instances('a', 'b'), () => [hold('2s')])]),
  ])
  expect(plannedPhases(drill, ['a', 'b', 'c'])).toEqual([
    { name: 'lost[a]', phase: 'lost', plannedMs: 2000 },
    { name: 'lost[b]', phase: 'lost', plannedMs: 2000 },
    { name: 'lost[c]', phase: 'lost', plannedMs: 2000 },
    { name: 'all', phase: 'all', plannedMs: 6000 },
    { name: 'two', phase: 'two', plannedMs: 4000 },
  ])
  expect(plannedPhases(drill).map(({ plannedMs }) => plannedMs)).toEqual([null, 4000])
})

test('the upper bound holds every time limit, and something for what has none', () => {
  const one = (steps: Parameters<typeof phase>[1]) =>
    maxDurationMs(
      resolved(() => [phase('a', steps)]),
      ['a', 'b'],
    )
  expect(one([hold('10s')])).toBe(10_000)
  expect(one([hold('10s'), wait()])).toBe(71_000)
  expect(one([together([wait()], [hold('90s')])])).toBe(90_000)
  expect(one([each(instances(), () => [hold('10s')])])).toBe(20_000)
  expect(one([kill(instance()), start(victim())])).toBeGreaterThanOrEqual(60_000)
  expect(one([during(pause(instance()), [hold('10s')])])).toBeGreaterThan(10_000)
  expect(one([act('x', {}, { undo: { nothing: 'y' } }), expectStep(errors().below('1%'))])).toBe(120_000)
  const shipped = deploy(next(), { stopOn: [unready()], bake: '20s' })
  expect(one([shipped])).toBe(200_000)
  expect(one([expectRefused(shipped, { because: 'triggered' }), rollback()])).toBe(320_000)
  const ships = resolved(() => [phase('a', [shipped, rollback()])])
  expect(maxDurationMs(ships, ['a'], { deployMs: 600_000, rollbackMs: 300_000 })).toBe(920_000)
  // What is known of the target only ever lengthens it.
  expect(maxDurationMs(ships, ['a'], { deployMs: 1000, rollbackMs: 1000 })).toBe(320_000)
  expect(one([migrate(next())])).toBe(120_000)
  expect([one([stop(instance())]), one([restart(instances())])]).toEqual([60_000, 120_000])
  expect(one([boots(current(), { shows: { a: 'b' }, within: '5s' })])).toBe(15_000)
  expect(one([refusesToBoot(current(), { without: 'each required', within: '5s' })])).toBe(180_000)
  expect(one([searchSecrets(), manual('Do it.')])).toBeGreaterThan(1000)
  const unknown = resolved(() => [phase('a', [each(instances(), () => [hold('1s')])])])
  expect(maxDurationMs(unknown)).toBeGreaterThan(maxDurationMs(unknown, ['a', 'b']))
})

test('every longEnough becomes a hold, wherever it lies, and the drill stays frozen', () => {
  const drill = resolved(() => [
    phase('a', [hold(longEnough()), together([hold(longEnough())], [wait()])]),
    each(instances(), () => [phase('b', [kill(instance()), hold(longEnough())])]),
    phase('c', [during(pause(instance()), [hold(longEnough())])]),
  ])
  const done = replaceLongEnough(drill, { instanceNames: ['a', 'b'] })
  expect(JSON.stringify(done)).not.toContain('hold-long-enough')
  expect(JSON.stringify(drill)).toContain('hold-long-enough')
  expect(Object.isFrozen(done) && Object.isFrozen(done.steps[0])).toBe(true)
  expect(plannedPhases(done, ['a', 'b']).map(({ plannedMs }) => plannedMs)).toEqual([
    30_000, 15_000, 15_000, 15_000,
  ])
  expect(
    longEnoughHolds(drill).map(({ phase: name, hold: made }) => [name, 'requests' in made && made.requests]),
  ).toEqual([
    ['a', 2995],
    ['a', 2995],
    ['b', 2995],
    ['c', 2995],
  ])
  expect(replaceLongEnough(done)).toEqual(done)
})

test('on a ramp, the rate at the time counts: warm-up and earlier holds come first', () => {
  const ramp = { from: '1/s', stages: [{ to: '100/s', over: '10s' }] } as const
  const drill = resolved(
    () => [phase('early', [hold(longEnough())]), phase('late', [hold('60s'), hold(longEnough())])],
    {
      load: load('shop', { ramp }),
      expect: () => [uptime().atLeast('99%')],
    },
  )
  const [early, late] = longEnoughHolds(drill, { warmUpMs: 0 }).map(
    ({ hold: made }) => 'durationMs' in made && made.durationMs,
  )
  expect([early, late]).toEqual([8000, 3000])
  expect(plannedPhases(replaceLongEnough(drill, { warmUpMs: 60_000 }))[0]?.plannedMs).toBe(3000)
})

test('a ramp that has ended at the time is refused with the place', () => {
  const ramp = {
    from: '100/s',
    stages: [
      { to: '100/s', over: '1m' },
      { to: '1/m', over: '1s' },
    ],
  } as const
  const drill = resolved(() => [phase('a', [hold(longEnough())])], { load: load('shop', { ramp }) })
  const profile = {
    kind: 'ramping-arrival-rate',
    startPerSecond: 1,
    stages: [{ toPerSecond: 0, durationMs: 1 }],
  } as const
  const ended = { ...drill, load: { name: 'shop', profile: { ...profile, stages: [...profile.stages] } } }
  expect(refusal(() => replaceLongEnough(ended))).toMatchObject({
    code: 'drill-invalid',
    message: expect.stringMatching(
      /planning\.test\.ts:\d+: longEnough\(\) cannot be worked out: the ramp ends/,
    ),
    hint: expect.stringContaining("hold('20s')"),
  })
})

test('on a ramp that falls, a hold is long enough too where what comes before it takes as long as it may', () => {
  const falling = load('shop', { ramp: { from: '400/s', stages: [{ to: '20/s', over: '90s' }] } })
  const heldFor = (before: Step[]) => {
    const { steps } = replaceLongEnough(
      resolved(() => [phase('p', [...before, hold(longEnough())])], { load: falling }),
    )
    const [inner] = steps
    const last = inner?.kind === 'phase' ? inner.steps.at(-1) : undefined
    return last?.kind === 'hold' ? last.durationMs : 0
  }
  const soon = heldFor([])
  expect(soon).toBeLessThan(15_000)
  // At 95 s the rate is 20/s: 2,995 requests take 150 s.
  expect(heldFor([until(recovered(), { within: '90s' })])).toBeGreaterThanOrEqual(149_000)
})
