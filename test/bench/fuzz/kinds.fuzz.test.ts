/** A few hundred inputs of each kind, the same ones each time; `bench/fuzz.ts` has a hundred thousand. */
import { expect, test } from 'vitest'
import { KINDS } from '../../../bench/fuzz/kinds/map.ts'
import { type Finding, runKind } from '../../../bench/fuzz/run-kind.ts'

/** A whole record is judged and rendered each time. */
const FEWER: Readonly<Record<string, number>> = { record: 150 }

test.each(Object.entries(KINDS))(
  'of %s none crashes, and none is taken for what it is not',
  async (name, kind) => {
    const findings: Finding[] = []
    const of = FEWER[name] ?? 300
    const counts = await runKind({
      name,
      kind,
      seed: 7,
      of,
      from: 0,
      onFinding: (finding) => findings.push(finding),
    })
    expect(findings).toEqual([])
    expect(counts.inputs).toBe(of)
    // Inputs that nobody minds show nothing. Only a log may hold anything.
    if (name !== 'logs') expect(counts.errors + counts.partial).toBeGreaterThan(0)
  },
)
