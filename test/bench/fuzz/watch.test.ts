/** The negative controls of the fuzzer: what it must find. */
import { describe, expect, test } from 'vitest'
import { KINDS } from '../../../bench/fuzz/kinds/map.ts'
import { type Finding, runKind } from '../../../bench/fuzz/run-kind.ts'
import { type Limits, watchKind } from '../../../bench/fuzz/watch.ts'
import { CARELESS } from './careless.ts'

const MODULE = new URL('./careless.ts', import.meta.url).href
const LIMITS: Limits = { longestMs: 1500, heapMb: 48, processMb: 8192 }
/** Workers are started, and one is waited for that never ends. */
const TIMEOUT_MS = 90_000
const watched = (name: string, of: number, limits: Partial<Limits> = {}) =>
  watchKind({ module: MODULE, exported: 'CARELESS', name, seed: 1, of }, { ...LIMITS, ...limits })

async function found(name: string): Promise<Finding[]> {
  const findings: Finding[] = []
  const kind = CARELESS[name]
  if (!kind) throw new Error(name)
  await runKind({ name, kind, seed: 1, of: 300, from: 0, onFinding: (finding) => findings.push(finding) })
  return findings
}

describe('a reader is found that', () => {
  test.each([
    ['believes-lines', /no clear error: SyntaxError/],
    ['believes-fields', /no clear error: TypeError/],
    ['passes-what-is-lost', /it passes with less/],
  ])('%s', async (name, words) => {
    const findings = await found(name)
    expect(findings.length).toBeGreaterThan(10)
    expect(findings[0]?.what).toMatch(words)
  })

  test('never ends, and what comes after it is read all the same', { timeout: TIMEOUT_MS }, async () => {
    const { findings, counts } = await watched('never-ends', 8)
    expect(findings.length).toBeGreaterThan(0)
    expect(findings[0]?.what).toMatch(/longer than 1500 ms/)
    expect(counts.inputs).toBe(8)
  })

  test('takes all memory', { timeout: TIMEOUT_MS }, async () => {
    const { findings } = await watched('takes-all-memory', 1, { longestMs: TIMEOUT_MS })
    expect(findings[0]?.what).toMatch(/more memory than there is/)
  })
})

test('a finding is found again by its seed and number, and another seed has other inputs', async () => {
  const [first, again] = [await found('believes-lines'), await found('believes-lines')]
  expect(again).toEqual(first)
  const others: Finding[] = []
  const kind = CARELESS['believes-lines']!
  await runKind({
    name: 'believes-lines',
    kind,
    seed: 2,
    of: 300,
    from: 0,
    onFinding: (one) => others.push(one),
  })
  expect(others).not.toEqual(first)
})

test('in a worker the real readers keep the rule as well', async () => {
  const module = new URL('../../../bench/fuzz/kinds/map.ts', import.meta.url).href
  const { counts, findings } = await watchKind({
    module,
    exported: 'KINDS',
    name: 'prober',
    seed: 1,
    of: 200,
  })
  expect(findings).toEqual([])
  expect(counts.inputs).toBe(200)
  expect(Object.keys(KINDS)).toContain('prober')
})
