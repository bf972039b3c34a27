import { expect, test } from 'vitest'
import { anyOf, logged, ready, recovered, serving, trigger, unready } from '../../src/drill/conditions.ts'
import { errors } from '../../src/drill/indicators.ts'
import type { Condition, RefusedCode, ReleaseRef, Step } from '../../src/drill/model.ts'
import { next } from '../../src/drill/releases.ts'
import { deploy, expectRefused, migrate, rollback } from '../../src/drill/shipping.ts'
import { hold, together } from '../../src/drill/steps.ts'
import { refusal } from './refusal.ts'

const tooMany = () => trigger(errors().above('2%'), { over: '3s', for: '1s' })

test('a deploy that is watched bakes for ten seconds unless said otherwise', () => {
  const place = expect.stringContaining('shipping.test.ts:')
  expect(deploy(next())).toEqual({ kind: 'deploy', release: next(), stopOn: [], bakeMs: 0, place })
  expect(deploy(next(), { stopOn: [tooMany(), unready()] })).toMatchObject({
    stopOn: [{ kind: 'measured' }, { kind: 'unready' }],
    bakeMs: 10_000,
  })
  expect(deploy(next(), { stopOn: [unready()], bake: '0s' })).toMatchObject({ bakeMs: 0 })
  expect(deploy(next(), { orRolledBack: true })).toMatchObject({ orRolledBack: true })
  expect(deploy(next(), { bake: '3s' })).toMatchObject({ stopOn: [], bakeMs: 3000 })
  expect(deploy(next(), { strategy: 'canary' })).toMatchObject({ strategy: 'canary' })
})

test('the other steps are data too', () => {
  expect([rollback(), rollback({ observed: true })]).toMatchObject([{ observed: false }, { observed: true }])
  expect([migrate(next()), migrate(next(), { direction: 'down' })]).toMatchObject([
    { kind: 'migrate', direction: 'up' },
    { kind: 'migrate', direction: 'down' },
  ])
  expect(expectRefused(migrate(next()), { because: 'migration-destructive' })).toMatchObject({
    kind: 'expect-refused',
    step: { kind: 'migrate' },
    because: ['migration-destructive'],
  })
  const either = ['triggered', 'canary-worse'] as const
  expect(expectRefused(deploy(next()), { because: either })).toMatchObject({ because: [...either] })
  const lanes = together([deploy(next())], [hold('1s')])
  expect(expectRefused(lanes, { because: 'triggered' })).toMatchObject({ step: { kind: 'together' } })
})

const stopOn = (condition: Condition) => () => deploy(next(), { stopOn: [condition] })
test.each<[string, () => unknown, string, string]>([
  ['no release', () => deploy(next as unknown as ReleaseRef), 'deploy() takes a release', 'next()'],
  ['a text', () => migrate('1.1.0' as unknown as ReleaseRef), 'migrate() takes a release', 'next()'],
  ['sideways', () => migrate(next(), { direction: 'left' as 'up' }), '"left" is no direction', 'down'],
  ['recovered', stopOn(recovered()), 'recovered() in stopOn would end a deploy that goes well', 'unready()'],
  ['ready', stopOn(ready()), 'ready() in stopOn', 'trigger('],
  ['serving, hidden', stopOn(anyOf(logged('x'), serving(next()))), 'serving() in stopOn', 'trigger('],
  ['no condition', stopOn(unready as unknown as Condition), 'is not a condition', 'trigger('],
  ['a number', stopOn(2 as unknown as Condition), 'is not a condition', 'trigger('],
  [
    'no reason',
    () => expectRefused(deploy(next()), {} as { because: RefusedCode }),
    'does not say why',
    'release-missing',
  ],
  [
    'a reason that is none',
    () => expectRefused(deploy(next()), { because: 'trigered' as RefusedCode }),
    'does not say why',
    "Did you mean 'triggered'?",
  ],
  [
    'no reason in a list',
    () => expectRefused(deploy(next()), { because: [] }),
    'does not say why',
    'triggered',
  ],
  [
    'one of a list that is none',
    () => expectRefused(deploy(next()), { because: ['triggered', 'canary-wors' as RefusedCode] }),
    'does not say why',
    "Did you mean 'canary-worse'?",
  ],
  [
    'a strategy that is none',
    () => deploy(next(), { strategy: 'big-bang' as 'rolling' }),
    '"big-bang" is no strategy',
    'blue-green',
  ],
  [
    'nothing that is refused',
    () => expectRefused(hold('1s'), { because: 'triggered' }),
    'a step that nothing refuses',
    'deploy()',
  ],
  [
    'no step',
    () => expectRefused(deploy as unknown as Step, { because: 'triggered' }),
    'number 1 of the steps of expectRefused() is not a step',
    'hold',
  ],
])('refused with place and advice: %s', (_what, act, what, hint) => {
  const refused = refusal(act)
  expect(refused.code).toBe('drill-invalid')
  expect(refused.message).toMatch(/shipping\.test\.ts:\d+: /)
  expect(refused.message).toContain(what)
  expect(refused.hint).toContain(hint)
})

test('an unreadable bake time is refused with its place', () => {
  expect(refusal(() => deploy(next(), { bake: 'long' as '1s' }))).toMatchObject({
    code: 'value-invalid',
    message: expect.stringMatching(/shipping\.test\.ts:\d+: "long" is not a duration/),
  })
})
