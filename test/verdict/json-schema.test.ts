import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { canonicalVerdict } from '../../src/verdict/canonical.ts'
import { verdictJsonSchema } from '../../src/verdict/json-schema.ts'
import { judge } from '../../src/verdict/judge.ts'
import { measured, uptime } from './build-measurements.ts'
import { ranToEnd } from './build-run.ts'

const validate = new Ajv2020({ strict: true }).compile(JSON.parse(verdictJsonSchema()))
const written = (more = {}) =>
  JSON.parse(canonicalVerdict(judge(ranToEnd(), measured(more), { strict: false })))

test('the published file is up to date: `node test/verdict/write-json-schema.ts` writes it', () => {
  const path = new URL('../../schema/verdict.schema.json', import.meta.url)
  expect(readFileSync(path, 'utf8')).toBe(verdictJsonSchema())
})

test('it takes real verdicts', () => {
  for (const more of [{}, { indicators: [uptime(9, 5000)] }, { windows: [], indicators: [], faults: [] }]) {
    validate(written(more))
    expect(validate.errors).toBeNull()
  }
})

test('it refuses altered ones', () => {
  const real = written()
  const [first, ...others] = real.clauses
  const altered = [
    { ...real, verdict: 'green' },
    { ...real, extra: 1 },
    { ...real, clauses: [{ ...first, reason: 'because' }, ...others] },
    { ...real, clauses: [{ ...first, observed: 'fast' }] },
    { ...real, exitCode: 1.5 },
    { ...real, format: 'firedrill-verdict/2' },
    Object.fromEntries(Object.entries(real).filter(([key]) => key !== 'cleanup')),
  ]
  expect(altered.map((each) => validate(each))).toEqual(altered.map(() => false))
})
