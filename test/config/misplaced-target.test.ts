import { expect, it } from 'vitest'
import { refuseMisplacedTarget } from '../../src/config/misplaced-target.ts'
import { refusalOf } from './project.ts'

const target = { kind: 'processes', options: { run: 'node server.js' } }
const refusal = (raw: unknown) => refusalOf(() => refuseMisplacedTarget(raw, 'firedrill.config.ts'))

it('says of one target in the place of several where it belongs', async () => {
  expect(await refusal({ targets: target })).toEqual({
    code: 'config-invalid',
    message: 'targets: expected targets by their names, got one target',
    hint: 'In firedrill.config.ts, write `target: processes({ … })` for a single one, or `targets: { local: processes({ … }) }`.',
  })
})

it('says of several by their names in the place of one where they belong', async () => {
  expect(await refusal({ target: { local: target, staging: target } })).toEqual({
    code: 'config-invalid',
    message: 'target: expected one target, got several by their names (local, staging)',
    hint: 'In firedrill.config.ts, write `targets: { local: … }`, or `target: processes({ … })` for a single one.',
  })
})

it('looks at each environment as well', async () => {
  const { message } = await refusal({ target, environments: { staging: { targets: target } } })
  expect(message).toBe('environments.staging.targets: expected targets by their names, got one target')
})

it.each([
  [{ target }],
  [{ targets: { local: target } }],
  // By the name of a field of a target.
  [{ targets: { kind: target, options: target } }],
  [{ target: {} }],
  [{ target: { kind: 'processes' } }],
  [{ target: 'processes', targets: ['a'], environments: { a: 5 } }],
  [{ environments: [] }],
  [5],
  [null],
])('leaves to the schema what is right, or wrong in another way: %j', (raw) => {
  expect(() => refuseMisplacedTarget(raw, 'x')).not.toThrow()
})
