import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  anyOf,
  logged,
  probeValue,
  ready,
  recovered,
  serving,
  trigger,
  unready,
} from '../../src/drill/conditions.ts'
import type { DrillBody } from '../../src/drill/drill.ts'
import { drill } from '../../src/drill/drill.ts'
import { crash, kill, loss, pause, start } from '../../src/drill/faults.ts'
import {
  deaths,
  errors,
  failures,
  failureTime,
  p,
  readyInstances,
  uptime,
} from '../../src/drill/indicators.ts'
import { restart, stop } from '../../src/drill/lifecycle.ts'
import { load } from '../../src/drill/load-profile.ts'
import type { JsonObject, Step } from '../../src/drill/model.ts'
import { param } from '../../src/drill/params.ts'
import { instance, instanceServing, instances, victim } from '../../src/drill/refs.ts'
import { broken, current, exits, failing, neverReady, next, release, slow } from '../../src/drill/releases.ts'
import { resolve } from '../../src/drill/resolve.ts'
import { parseResolvedDrill } from '../../src/drill/schema.ts'
import { deploy, expectRefused, migrate, rollback } from '../../src/drill/shipping.ts'
import { act, during, each, hold, longEnough, manual, phase, together, until } from '../../src/drill/steps.ts'
import { boots, refusesToBoot, searchSecrets } from '../../src/drill/trials.ts'
import { at, refusal } from './refusal.ts'
import { OPTIONS, resolvedBody } from './sample.ts'

const HERE = 'test/drill/resolve.test.ts'
const example = drill(
  'example',
  { purpose: 'Tries it.', params: { rate: param.rate('200/s'), lose: param.oneOf(kill, pause) } },
  ({ rate, lose }) => ({
    load: load('shop', { rate }),
    steps: [
      each(instances(), (it) => [
        phase('lost', [lose(it), together([until(recovered(), { within: '60s' })], [hold('5s')])]),
      ]),
      each(instances(), (it) => [phase('back', [start(it)])]),
    ],
    expect: [uptime().atLeast('99.9%')],
  }),
)

test('the body runs once, with the values; the result is frozen data with relative places', () => {
  const drillOf = resolve(example, { ...OPTIONS, set: { rate: '50/s', lose: 'pause' } })
  expect(drillOf).toMatchObject({
    name: 'example',
    purpose: 'Tries it.',
    file: 'drills/sample.ts',
    seed: 7,
    params: { rate: '50/s', lose: 'pause' },
    load: { name: 'shop', profile: { kind: 'constant-arrival-rate', ratePerSecond: 50 } },
    steps: [
      {
        kind: 'each',
        loop: 'each-1',
        steps: [{ steps: [{ fault: 'pause', victim: { ref: 'it', loop: 'each-1' } }, {}] }],
      },
      { kind: 'each', loop: 'each-2', steps: [{ steps: [{ kind: 'start', instance: { loop: 'each-2' } }] }] },
    ],
  })
  expect(drillOf.steps[0]?.place).toMatch(/^test\/drill\/resolve\.test\.ts:\d+$/)
  expect(Object.isFrozen(drillOf.steps) && Object.isFrozen(drillOf.steps[0])).toBe(true)
})

test('resolving again gives the same, however many loops were made in between', () => {
  expect(resolve(example, OPTIONS)).toEqual(resolve(example, OPTIONS))
})

test('places are relative to the root that is given', () => {
  const { steps } = resolve(example, { ...OPTIONS, root: `${process.cwd()}/test` })
  expect(steps[0]?.place).toMatch(/^drill\/resolve\.test\.ts:\d+$/)
})

test('a body that throws is refused with the drill’s place', () => {
  const refused = refusal(() =>
    resolvedBody(() => {
      throw new TypeError('x is not a function')
    }),
  )
  expect(refused.code).toBe('drill-throws')
  expect(refused.message).toMatch(
    /^test\/drill\/sample\.ts:\d+: the body of drill "sample" threw: x is not a function$/,
  )
})

test('a body that gives back nothing useful is refused', () => {
  for (const body of [undefined, {}, { steps: [] }]) {
    const refused = refusal(() => resolvedBody(() => body as unknown as DrillBody))
    expect(refused.code).toBe('drill-invalid')
    expect(refused.message).toMatch(
      at('test/drill/sample.ts', 'the body of drill "sample" gives back no load.'),
    )
  }
  const empty = () => resolvedBody(() => ({ load: load('shop', { rate: '1/s' }), steps: [] }))
  expect(refusal(empty).message).toMatch(at('test/drill/sample.ts', 'drill "sample" has no steps.'))
})

test('steps that were not made by the language are refused with the path', () => {
  const steps = [phase('a', [{ kind: 'explode' } as unknown as Step])]
  const refused = refusal(() => resolvedBody(() => ({ load: load('shop', { rate: '1/s' }), steps })))
  expect(refused.message).toMatch(
    /the drill is not plain data of the known kinds: steps\[0\]\.steps\[0\]\.kind/,
  )
})

test('arguments that JSON cannot carry are refused', () => {
  const args = { when: new Date(0) } as unknown as JsonObject
  const steps = [phase('a', [act('x', args, { undo: { nothing: 'y' } })])]
  const refused = refusal(() => resolvedBody(() => ({ load: load('shop', { rate: '1/s' }), steps })))
  expect(refused.message).toContain('steps[0].steps[0].args')
})

test('mistakes in the body carry the relative place', () => {
  const refused = refusal(() =>
    resolvedBody(() => ({
      load: load('shop', { rate: '1/s' }),
      steps: [phase('a', [hold('soon' as '1s')])],
    })),
  )
  expect(refused.code).toBe('value-invalid')
  expect(refused.message).toMatch(at(HERE, '"soon" is not a duration.'))
})

test('property: whatever the language makes survives JSON, and is read back as the same', () => {
  fc.assert(
    fc.property(
      fc.array(phaseBody, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 2 ** 31 }),
      releases,
      (bodies, seed, shipped) => {
        const made = drill('made', { purpose: 'p' }, () => ({
          load: load('shop', { rate: '10/s' }),
          steps: [
            phase('hit', [
              during(loss('db', { as: 'hang' }), [hold('1s')]),
              kill(instance()),
              deploy(shipped(), { stopOn: [unready(), tooMany()], bake: '3s' }),
              expectRefused(deploy(shipped()), { because: 'triggered' }),
            ]),
            ...bodies.map((steps, index) =>
              index % 2 === 0
                ? phase(`p${index}`, steps())
                : each(instances(), () => [phase(`p${index}`, steps())]),
            ),
          ],
          expect: [
            uptime().atLeast('99%'),
            p(99.5, { route: 'GET /' }).below('1s'),
            errors().below('5%').over('run'),
            failures({ method: 'POST' }).atMost(0),
            failureTime(99).below('2s'),
            readyInstances().atLeast(1),
            deaths().atMost(0),
          ],
        }))
        const result = resolve(made, { seed, file: 'drills/made.ts' })
        const stored: unknown = JSON.parse(JSON.stringify(result))
        expect(stored).toEqual(result)
        expect(parseResolvedDrill(stored)).toEqual(result)
      },
    ),
    { numRuns: 80 },
  )
})

const args = fc.dictionary(
  fc.string().filter((key) => key !== '__proto__'),
  fc.jsonValue(),
) as fc.Arbitrary<JsonObject>
const texts = fc.dictionary(fc.stringMatching(/^[A-Z_]{1,8}$|^place$|^loop$/), fc.string())
const tooMany = () => trigger(errors({ scenario: 'shop' }).above('2%'), { over: '3s', for: '1s' })
const releases = fc.constantFrom(
  current,
  next,
  () => release('1.1.0'),
  () => broken(next(), exits()),
  () => broken(current(), neverReady()),
  () => broken(release('1.0.0'), slow('400ms')),
  () => broken(current(), failing('5%')),
)
const seconds = fc.integer({ min: 1, max: 99 }).map((n) => `${n}s` as const)
const leaf: fc.Arbitrary<() => Step> = fc.oneof(
  seconds.map((time) => () => hold(time)),
  fc.constant(() => hold(longEnough())),
  fc.constant(() => pause(instance('web-2'), { deep: true })),
  fc.constant(() => start(victim())),
  seconds.map((within) => () => until(ready({ atLeast: 2 }), { within })),
  fc.jsonValue().map((equals) => () => until(probeValue('queue', equals as JsonObject), { within: '1s' })),
  releases.map((moved) => () => migrate(moved(), { direction: 'down' })),
  releases.map((awaited) => () => until(serving(awaited(), { atLeast: 1 }), { within: '5s' })),
  releases.map((hit) => () => crash(instanceServing(hit()), { by: 'request' })),
  texts.map((set) => () => boots(current(), { with: set, shows: { a: 'b', ...set }, within: '5s' })),
  fc.constantFrom<(() => Step)[]>(
    () => until(anyOf(unready({ check: 'db', atLeast: 1 }), logged('x'), tooMany()), { within: '5s' }),
    () => rollback({ observed: true }),
    () => stop(instance('web-1')),
    () => restart(instances()),
    () => restart(instances('a')),
    () => restart(instance('a')),
    () => refusesToBoot(next(), { without: 'each required', within: '5s' }),
    () => refusesToBoot(next(), { without: ['A', 'B'], within: '5s' }),
    searchSecrets,
    () => manual('Pull the plug.'),
  ),
  args.map((given) => () => act('x', given, { undo: { handler: 'y', args: given } })),
)
const step: fc.Arbitrary<() => Step> = fc.oneof(
  { weight: 3, arbitrary: leaf },
  fc.tuple(leaf, leaf).map(
    ([a, b]) =>
      () =>
        together([a()], [b(), a()]),
  ),
  leaf.map((inner) => () => each(instances('a', 'b'), (it) => [kill(it), inner()])),
  leaf.map((inner) => () => during(kill(instance()), [inner()])),
)
const phaseBody = fc
  .array(step, { minLength: 1, maxLength: 4 })
  .map((list) => () => list.map((make) => make()))
