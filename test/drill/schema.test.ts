import { expect, test } from 'vitest'
import { trigger, unready } from '../../src/drill/conditions.ts'
import { kill, loss, start } from '../../src/drill/faults.ts'
import { errors } from '../../src/drill/indicators.ts'
import { restart } from '../../src/drill/lifecycle.ts'
import type { ResolvedDrill } from '../../src/drill/model.ts'
import { instance, instances, victim } from '../../src/drill/refs.ts'
import { broken, current, failing, next } from '../../src/drill/releases.ts'
import { firstFinding, parseResolvedDrill } from '../../src/drill/schema.ts'
import { deploy, expectRefused, migrate } from '../../src/drill/shipping.ts'
import { during, hold, phase, until } from '../../src/drill/steps.ts'
import { boots } from '../../src/drill/trials.ts'
import { refusal } from './refusal.ts'
import { resolved } from './sample.ts'

const drill = resolved(() => [phase('lost', [kill(instance()), hold('2s'), start(victim())])])
const stored = (): ResolvedDrill => JSON.parse(JSON.stringify(drill))

test('a stored drill is read back as it was, frozen', () => {
  const read = parseResolvedDrill(stored())
  expect(read).toEqual(drill)
  expect(Object.isFrozen(read.steps[0])).toBe(true)
  expect(firstFinding(stored())).toBeNull()
})

test.each<[string, (drill: ResolvedDrill) => unknown, RegExp]>([
  ['not an object', () => 'drill', /the whole: /],
  ['a missing field', ({ name: _, ...rest }) => rest, /name: /],
  ['a further field', (whole) => ({ ...whole, more: 1 }), /the whole: .*more/],
  ['a wrong seed', (whole) => ({ ...whole, seed: -1 }), /seed: /],
  ['a step of another kind', (whole) => ({ ...whole, steps: [{ kind: 'explode' }] }), /steps\[0\]\.kind: /],
  [
    'a wrong duration within',
    (whole) => ({ ...whole, steps: [{ kind: 'hold', durationMs: -1, place: '' }] }),
    /steps\[0\]\.durationMs: /,
  ],
  ['no steps', (whole) => ({ ...whole, steps: [] }), /steps: /],
])('a damaged one is refused, with the field: %s', (_what, damage, where) => {
  const { code, message, hint } = refusal(() => parseResolvedDrill(damage(stored())))
  expect(code).toBe('record-invalid')
  expect(message).toMatch(where)
  expect(hint).toContain('damaged')
})

const shipped = (): ResolvedDrill =>
  resolved(() => [
    phase('a', [
      deploy(broken(current(), failing('5%')), { stopOn: [trigger(errors().above('2%'), { over: '3s' })] }),
      expectRefused(migrate(next()), { because: 'migration-destructive' }),
      during(loss('db', { as: 'hang' }), [until(unready({ check: 'db' }), { within: '2s' })]),
      boots(current(), { shows: { greeting: 'hi' }, within: '5s' }),
      restart(instances('a')),
    ]),
  ])

test.each<[string, string, string, RegExp]>([
  ['a share', '"share":0.05', '"share":1.5', /steps\[0\]\.steps\[0\]\.release/],
  ['a release', '"ref":"next"', '"ref":"newest"', /steps\[0\]\.steps\[1\]\.step\.release\.ref/],
  ['a code', 'migration-destructive', 'migration-odd', /steps\[0\]\.steps\[1\]\.because/],
  ['a span', '"overMs":3000', '"overMs":0', /steps\[0\]\.steps\[0\]\.stopOn\[0\]\.overMs/],
  ['a victim', '"ref":"service"', '"ref":"server"', /steps\[0\]\.steps\[2\]\.fault\.victim\.ref/],
  ['how many', '"check":"db","atLeast":"all"', '"check":"db","atLeast":0', /condition\.atLeast/],
  ['what is to be seen', '"kind":"shows"', '"kind":"tells"', /steps\[0\]\.steps\[3\]\.trial\.expect\.kind/],
  ['instances', '"names":["a"]', '"names":[]', /steps\[0\]\.steps\[4\]\.instances/],
])('a damaged one that ships releases is refused, with the field: %s', (_what, text, damaged, where) => {
  const whole = JSON.stringify(shipped())
  expect(whole).toContain(text)
  expect(parseResolvedDrill(JSON.parse(whole))).toEqual(shipped())
  const { code, message } = refusal(() => parseResolvedDrill(JSON.parse(whole.replace(text, damaged))))
  expect(code).toBe('record-invalid')
  expect(message).toMatch(where)
})
