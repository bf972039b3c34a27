import { expect, test } from 'vitest'
import { serving } from '../../src/drill/conditions.ts'
import type { Step } from '../../src/drill/model.ts'
import { broken, current, exits, next, previous, release } from '../../src/drill/releases.ts'
import { deploy, expectRefused, migrate, rollback } from '../../src/drill/shipping.ts'
import { hold, phase, together, until } from '../../src/drill/steps.ts'
import { boots } from '../../src/drill/trials.ts'
import { neededVersions } from '../../src/run/needed-versions.ts'

const RELEASES = { current: '1.0.0', next: '1.1.0' }
const needed = (...steps: Step[]) => neededVersions([phase('p', steps)], RELEASES)

test('is every release that the drill ships, waits for or tries, each once', () => {
  expect(needed(deploy(next()), rollback(), migrate(next()))).toEqual(['1.1.0'])
  expect(needed(deploy(release('2.0.0')), until(serving(current()), { within: '5s' }))).toEqual([
    '2.0.0',
    '1.0.0',
  ])
  expect(needed(together([boots(release('3'), { shows: { a: 'b' }, within: '5s' })], [hold('1s')]))).toEqual([
    '3',
  ])
})

test('is the good one, of which a broken one is made', () => {
  expect(needed(deploy(broken(release('2.0.0'), exits())))).toEqual(['2.0.0'])
})

test('is none that must be missing, that served before, or that the configuration does not name', () => {
  const missing = expectRefused(deploy(release('9')), { because: 'release-missing' })
  expect(needed(missing, until(serving(previous()), { within: '5s' }))).toEqual([])
  const either = expectRefused(deploy(release('9')), { because: ['release-missing', 'never-ready'] })
  expect(needed(either)).toEqual([])
  expect(needed(expectRefused(deploy(release('9')), { because: 'never-ready' }))).toEqual(['9'])
  expect(neededVersions([deploy(next())], { ...RELEASES, next: null })).toEqual([])
  expect(neededVersions([deploy(next())], null)).toEqual([])
})
