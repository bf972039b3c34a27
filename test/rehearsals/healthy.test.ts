/** Every drill once on the healthy fixture. Only CI takes the time for it; a laptop runs the drills by name. */
import { afterAll, expect, it } from 'vitest'
import { healthy, oncePerDrill } from '../../bench/rehearsals.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { makeScratch } from '../e2e/scratch.ts'
import { commit } from './commit.ts'
import { rehearse } from './rehearse.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

// test/e2e/kill-node.test.ts takes kill-node.
const drills = oncePerDrill(healthy, commit()).filter(({ drill }) => drill !== 'kill-node')

it.each(drills.map((rehearsal) => [rehearsal.name, rehearsal] as const))(
  '%s passes',
  async (_name, rehearsal) => {
    const { verdict, left } = await rehearse(rehearsal, scratch, (seen) => brokenIn(seen).length === 0)
    const broken = brokenIn(verdict)
    expect(
      broken.map(({ window, objective, message }) => `${window}: ${objective}: ${message}`),
      verdict.summary,
    ).toEqual([])
    expect(judgedIn(verdict).length).toBeGreaterThan(0)
    expect([verdict.run, verdict.cleanup, left]).toEqual(['completed', 'clean', []])
  },
)

/** A busy machine makes an app slow, and the verdict says so rightly: latency is judged by the benchmark alone. */
function judgedIn({ clauses }: Verdict): Verdict['clauses'] {
  return clauses.filter(({ indicator }) => !/^(p\d|recovery)/.test(indicator))
}

function brokenIn(verdict: Verdict): Verdict['clauses'] {
  return judgedIn(verdict).filter((clause) => clause.verdict !== 'pass')
}
