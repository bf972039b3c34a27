/** Some of the drills on the healthy fixture, chosen by the commit, each on one of the targets. Only CI takes the time for it; a laptop runs the drills by name. */
import { afterAll, expect, it } from 'vitest'
import type { Rehearsal } from '../../bench/rehearsal.ts'
import { chosen, healthy, healthyOnCompose, oncePerDrill } from '../../bench/rehearsals.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { makeScratch } from '../e2e/scratch.ts'
import { commit } from './commit.ts'
import { rehearse } from './rehearse.ts'

const scratch = makeScratch()
afterAll(() => scratch.remove())

const DRILLS = 9

// test/e2e/kill-node.test.ts takes kill-node on processes.
const ways = [...healthy.filter(({ drill }) => drill !== 'kill-node'), ...healthyOnCompose]
const drills = chosen(oncePerDrill(ways, commit()), commit(), DRILLS)

it.each(drills.map((rehearsal) => [rehearsal.name, rehearsal] as const))(
  '%s passes',
  async (_name, rehearsal) => {
    const { verdict, left } = await rehearse(
      gently(rehearsal),
      scratch,
      (seen) => brokenIn(seen).length === 0,
    )
    const broken = brokenIn(verdict)
    expect(
      broken.map(({ window, objective, message }) => `${window}: ${objective}: ${message}`),
      verdict.summary,
    ).toEqual([])
    expect(judgedIn(verdict).length).toBeGreaterThan(0)
    expect([verdict.run, verdict.cleanup, left]).toEqual(['completed', 'clean', []])
  },
)

/**
 * At three fifths of the benchmark's rate, in windows that are longer by as much: two cores on which everything runs
 * side by side, the release that is built or booted too, must not be what is tested here.
 */
function gently({ set, ...rest }: Rehearsal): Rehearsal {
  const longer = (text: string) =>
    text.replace(
      /^(baseline|settled|lost|stopped|away|lossy|slow|tooSlow|hung|starved|cutOff)=(\d+)s$/,
      (_, name, s) => `${name}=${Math.ceil(s / 0.6)}s`,
    )
  return { ...rest, set: set.map((text) => (text === 'rate=200/s' ? 'rate=120/s' : longer(text))) }
}

/** A busy machine makes an app slow, and the verdict says so rightly: latency is judged by the benchmark alone. */
function judgedIn({ clauses }: Verdict): Verdict['clauses'] {
  return clauses.filter(({ indicator }) => !/^(p\d|recovery)/.test(indicator))
}

function brokenIn(verdict: Verdict): Verdict['clauses'] {
  return judgedIn(verdict).filter((clause) => clause.verdict !== 'pass')
}
