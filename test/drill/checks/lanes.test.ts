import { expect, test } from 'vitest'
import { kill } from '../../../src/drill/faults.ts'
import type { Step } from '../../../src/drill/model.ts'
import { instance } from '../../../src/drill/refs.ts'
import { current, next } from '../../../src/drill/releases.ts'
import { deploy, expectRefused, migrate, rollback } from '../../../src/drill/shipping.ts'
import { hold, phase, together } from '../../../src/drill/steps.ts'
import { at, refusal } from '../refusal.ts'
import { resolved } from '../sample.ts'

const HERE = 'test/drill/checks/lanes.test.ts'

test.each<[string, () => Step[], string]>([
  ['two deploys', () => [together([deploy(next())], [deploy(current())])], 'deploy()'],
  ['a rollback beside', () => [deploy(next()), together([deploy(current())], [rollback()])], 'rollback()'],
  [
    'one of them hidden',
    () => [
      together(
        [hold('1s'), expectRefused(deploy(next()), { because: 'triggered' })],
        [together([deploy(next())], [hold('1s')])],
      ),
    ],
    'deploy()',
  ],
])('refused: %s', (_what, steps, second) => {
  const refused = refusal(() => resolved(() => [phase('a', steps())]))
  expect(refused.code).toBe('drill-invalid')
  expect(refused.message).toMatch(at(HERE, `${second} goes on beside another lane that ships a release.`))
  expect(refused.hint).toContain('one lane')
})

test.each<[string, () => Step[]]>([
  ['a fault beside', () => [together([deploy(next())], [kill(instance())])]],
  ['somebody else rolls back', () => [together([deploy(next())], [rollback({ observed: true })])]],
  ['several in one lane', () => [together([deploy(next()), rollback()], [hold('1s')])]],
  ['migrations at once', () => [together([migrate(next())], [migrate(next())])]],
])('fine: %s', (_what, steps) => {
  expect(resolved(() => [phase('a', steps())]).name).toBe('sample')
})
