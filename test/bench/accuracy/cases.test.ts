/** The cases are what the configuration and the drills have, and of each truth there is something. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cases, isOnlyByLedger } from '../../../bench/accuracy/cases.ts'
import { TRUTHS } from '../../../bench/accuracy/matrix.ts'
import { profileOf } from '../../../bench/accuracy/profile.ts'
import { drillArgs, victimOf } from '../../../bench/accuracy/tools.ts'
import { root } from '../../../bench/drill-trial.ts'
import config from '../../../firedrill.config.ts'

test('every name is used once', () => {
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
})

test.each(cases.map((one) => [one.name, one] as const))('%s can be run by every tool', (_name, one) => {
  expect(existsSync(join(root, 'drills', `${one.drill}.ts`))).toBe(true)
  for (const environment of [one.environment, one.pretended?.environment ?? null])
    if (environment !== null) expect(Object.keys(config.environments ?? {})).toContain(environment)
  expect(drillArgs(one).slice(0, 3)).toEqual([one.drill, '--target', 'processes'])
})

test.each(TRUTHS)('something is %s', (truth) => {
  expect(cases.filter((one) => one.truth === truth).length).toBeGreaterThan(1)
})

test('for every drill something is good and something is bad', () => {
  for (const drill of new Set(cases.map((one) => one.drill)))
    for (const truth of ['good', 'bad'])
      expect(cases.some((one) => one.drill === drill && one.truth === truth)).toBe(true)
})

test("the other tools' load has the short profile's strength and length", () => {
  expect(profileOf({ duringS: 6, load: 'shop' })).toEqual({
    LOAD: 'shop',
    RATE: '200',
    WARM_UP_S: '5',
    BEFORE_S: '6',
    CALM_S: '11',
    DURING_S: '6',
    AFTER_S: '8',
  })
})

test("who is lost is the seed's, but where the drill always stops the same one", () => {
  expect([1, 2, 3].map((seed) => victimOf({ drill: 'kill-node' }, seed))).toEqual(['web-2', 'web-1', 'web-2'])
  expect([1, 2].map((seed) => victimOf({ drill: 'graceful-stop' }, seed))).toEqual(['web-1', 'web-1'])
})

test('what hangs is given the time that the twins give it, by every tool', () => {
  const hung = cases.filter(({ fault }) => fault === 'pause')
  expect(hung.length).toBeGreaterThan(1)
  for (const one of hung) expect([one.duringS, one.set]).toEqual([12, expect.arrayContaining(['lost=12s'])])
})

test('a case is as long for firedrill as for the other tools', () => {
  for (const { set, duringS } of cases) expect(set.join()).toMatch(new RegExp(`(lost|stopped)=${duringS}s`))
})

test('what only a ledger can see is bad, and there is more', () => {
  const hidden = cases.filter(({ name }) => isOnlyByLedger(name))
  expect(hidden.map(({ truth }) => truth)).toEqual(hidden.map(() => 'bad'))
  expect(hidden.length).toBeGreaterThan(1)
  expect(hidden.length).toBeLessThan(cases.filter(({ truth }) => truth === 'bad').length)
})
