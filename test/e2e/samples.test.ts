/** The queries of docs/samples.md, as other tools run them. Needs a Python with pyarrow, pandas and duckdb. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { storeGateRun } from '../cli/gate-record.ts'
import { root } from './scratch.ts'
import { verdictOf } from './stored.ts'

const PYTHON = process.env.FIREDRILL_PYTHON ?? 'python3'
const readsSamples = spawnSync(PYTHON, ['-c', 'import pyarrow, pandas, duckdb']).status === 0
if (!readsSamples)
  console.log(`samples: ${PYTHON} has no pyarrow, pandas and duckdb; FIREDRILL_PYTHON names one that has`)

const [common = '', ...queries] = [
  ...readFileSync(join(root, 'docs/samples.md'), 'utf8').matchAll(/^```python\n([\s\S]*?)^```$/gm),
].map(([, code = '']) => code)

let directory: string

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'firedrill-samples-'))
  await storeGateRun(directory, { failed: 3 })
  symlinkSync('run-1', join(directory, 'reports/latest'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

function run(query: string | undefined): string {
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', `${common}\n${query}`], {
    cwd: directory,
    encoding: 'utf8',
  })
  expect(status, stderr).toBe(0)
  return stdout.trim()
}

it('there is a query for each of two tools', () => {
  expect(common).toContain('def samples(path)')
  expect(queries).toHaveLength(2)
})

describe.skipIf(!readsSamples)('the samples of a run', () => {
  it('open in pandas, and give the numbers of the verdict', () => {
    const { windows } = verdictOf(join(directory, 'reports/run-1'))
    const counted = windows.map(({ name, requests, failed }) => `${name} ${requests} ${failed} 10.0`)
    expect(run(queries[0]).split('\n')).toEqual(counted)
  })

  it('open in DuckDB', () => {
    expect(run(queries[1])).toMatch(/^\[\('read', 2700, \d, 10\.0\), \('write', 2700, \d, 10\.0\)\]$/)
  })
})
