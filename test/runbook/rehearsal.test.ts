import { expect, it } from 'vitest'
import type { Step } from '../../src/drill/model.ts'
import { current, next, release } from '../../src/drill/releases.ts'
import { deploy, expectRefused, migrate, rollback } from '../../src/drill/shipping.ts'
import { hold, manual, phase } from '../../src/drill/steps.ts'
import { stockTriggers } from '../../src/drills/triggers.ts'
import { hasPassed, rehearses } from '../../src/runbook/rehearsal.ts'
import { rehearsal } from './build-rehearsal.ts'

const of = (...steps: Step[]) => rehearses({ steps: [phase('one', steps)] })

it.each<[string, Step[], string[]]>([
  ['nothing', [hold('1s')], []],
  ['a deploy of the next release', [deploy(next())], ['rollout']],
  ['a deploy of another one', [deploy(release('3'))], []],
  ['one that must be refused', [expectRefused(deploy(next()), { because: 'never-ready' })], []],
  [
    'a bad one that triggers end',
    [
      expectRefused(deploy(release('2-bad'), { stopOn: stockTriggers() }), { because: 'triggered' }),
      rollback(),
    ],
    ['triggers', 'rollback'],
  ],
  ['a migration', [migrate(next())], ['migration']],
  ['one that takes it back', [migrate(next(), { direction: 'down' })], []],
  ['one of the release that serves', [migrate(current())], []],
  ['one that must be refused', [expectRefused(migrate(next()), { because: 'migration-destructive' })], []],
  ['a rollback', [rollback()], ['rollback']],
  ['one that somebody else makes', [rollback({ observed: true })], []],
  ['one that a person makes', [manual('Go.'), rollback({ observed: true })], ['by-hand']],
])('%s rehearses just that', (_what, steps, parts) => {
  expect(of(...steps)).toEqual(parts)
})

it('a run that did not pass is told from one that did', () => {
  expect(hasPassed(rehearsal())).toBe(true)
  expect(hasPassed({ run: 'r', why: 'It failed.' })).toBe(false)
  expect(hasPassed(null)).toBe(false)
})
