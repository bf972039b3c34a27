import { expect, test } from 'vitest'
import { env } from '../../src/config/env.ts'
import { writtenSecrets } from '../../src/config/written-secrets.ts'

test('secrets are found in the options of every target', () => {
  const target = (secrets: unknown) => ({ kind: 'processes', options: { run: 'x', secrets } })
  const config = {
    secrets: ['not an option'],
    target: target(['one', 'two', '']),
    targets: { other: target([env('THREE'), 'two']) },
    environments: { ci: { target: target(['four']) }, odd: { target: target('none') } },
    redact: ['five', /six/],
  }
  expect(writtenSecrets(config)).toEqual(['one', 'two', 'four', 'five'])
  expect(writtenSecrets(null)).toEqual([])
})
