import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { gatePolicyJsonSchema } from '../../src/config/gate-policy-schema.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(gatePolicyJsonSchema()),
)

test('the published file is up to date: `node test/verdict/write-json-schema.ts` writes it', () => {
  expect(read('schema/gate-policy.schema.json')).toBe(gatePolicyJsonSchema())
})

test('it takes the example, and refuses it when it is altered', () => {
  const example = parse(read('docs/examples/firedrill.gate.yaml')) as { drills: object[] }
  validate(example)
  expect(validate.errors).toBeNull()
  const altered = [
    { ...example, drils: [] },
    { ...example, drills: [] },
    { ...example, runs: 0 },
    { drills: [] },
  ]
  expect(altered.map((each) => validate(each))).toEqual(altered.map(() => false))
})
