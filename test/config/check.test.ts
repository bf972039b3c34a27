import { expect, test } from 'vitest'
import { z } from 'zod'
import { checkConfig } from '../../src/config/check.ts'
import { processOptionsSchema } from '../../src/target/process/options.ts'
import { refusalOf } from './project.ts'

const FILE = { file: 'firedrill.config.ts' }
const schema = z.strictObject({
  instances: z.int().min(1).default(2),
  ports: z.array(z.int()).optional(),
  edge: z.union([z.string(), z.strictObject({ run: z.string(), port: z.int().optional() })]).optional(),
})

test('what is right is given back with its defaults', () => {
  expect(checkConfig(schema, {}, FILE)).toEqual({ instances: 2 })
})

test('every wrong field is named with its path, what was expected and what is there', async () => {
  const value = { instances: 'two', ports: [1, 'x'], egde: {} }
  expect(await refusalOf(() => checkConfig(schema, value, { ...FILE, at: 'target' }))).toEqual({
    code: 'config-invalid',
    message: [
      'target.instances: expected a whole number ≥ 1, got "two"',
      'target.ports[1]: expected a whole number, got "x"',
      'target.egde: is not a known field; did you mean "edge"?',
    ].join('\n'),
    hint: 'Correct these fields in firedrill.config.ts.',
  })
})

test('in a union, the member that was meant is judged', async () => {
  const refused = await refusalOf(() => checkConfig(schema, { edge: { run: 5, prot: 1 } }, FILE))
  expect(refused.message.split('\n')).toEqual([
    'edge.run: expected a string, got 5',
    'edge.prot: is not a known field; did you mean "port"?',
  ])
  expect((await refusalOf(() => checkConfig(schema, { edge: [] }, FILE))).message).toBe(
    'edge: expected a string or an object, got an empty list',
  )
})

test('the whole may be wrong', async () => {
  const refused = await refusalOf(() => checkConfig(schema, 5, FILE))
  expect(refused).toMatchObject({
    message: 'the configuration: expected an object, got 5',
    hint: expect.stringContaining('this field'),
  })
})

test('it serves for an adapter’s own schema as well', async () => {
  const value = { run: 'node x.js', instances: 'two', services: { db: { redy: 1 } } }
  const refused = await refusalOf(() => checkConfig(processOptionsSchema, value, { ...FILE, at: 'target' }))
  expect(refused.message.split('\n')).toEqual([
    'target.instances: expected a whole number from 1 to 100, got "two"',
    'target.services.db.redy: is not a known field; did you mean "ready"?',
  ])
})

test('whatever is there instead is shown, and not at length', () => {
  const schema = z.strictObject({ name: z.string() })
  for (const odd of [10n ** 30n, Symbol('x'), Number.NaN, Object.create(null), new Map()])
    expect(() => checkConfig(schema, { name: odd }, { file: 'f' })).toThrow(/^name: expected a string, got /)
  const long = z.strictObject({ name: z.int() })
  expect(() => checkConfig(long, { name: 'x'.repeat(100_000) }, { file: 'f' })).toThrow(
    expect.objectContaining({ message: expect.stringMatching(/^.{100,400}$/) }),
  )
})
