import { expect, test } from 'vitest'
import { next } from '../../../src/drill/releases.ts'
import { deploy, migrate } from '../../../src/drill/shipping.ts'
import { hold } from '../../../src/drill/steps.ts'
import { refusalsOn, TARGET } from './planned.ts'

test('a schema that nothing would move back is not moved', () => {
  const target = { noWayBack: true } as const
  for (const step of [migrate(next()), migrate(next(), { direction: 'down' })])
    expect(refusalsOn(() => [step], target)).toEqual([
      {
        code: 'capability-missing',
        reason: expect.stringContaining('the schema outlives the run'),
        hint: expect.stringContaining('migrations.down'),
      },
    ])
  expect(refusalsOn(() => [deploy(next()), hold('1s')], target)).toEqual([])
  expect(refusalsOn(() => [migrate(next())], {})).toEqual([])
})

test('where it cannot be moved at all, the missing capability says so', () => {
  const capabilities = TARGET.capabilities.filter((each) => each !== 'migrations')
  expect(refusalsOn(() => [migrate(next())], { noWayBack: true, capabilities })).toHaveLength(1)
})
