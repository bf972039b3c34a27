import { describe, expect, it } from 'vitest'
import { conclude } from '../../src/prove/conclude.ts'
import { proofOnConsole } from '../../src/prove/console.ts'
import { proofInMarkdown } from '../../src/prove/markdown.ts'
import { badgeOf, sectionsOf, sentencesOf } from '../../src/prove/sections.ts'
import { HOSTILE } from '../report/build-input.ts'
import { PROVEN, proofOf } from './build-runs.ts'

const lax = 'Too lax: uptime at least 50 % in calm saw 95 %.'
const proof = conclude({
  ...PROVEN,
  sabotages: [
    proofOf(),
    proofOf({
      sabotage: 'loses',
      what: '3 % of the requests are lost',
      outcome: 'let-through',
      by: null,
      why: [lax],
      exitCode: 0,
    }),
    proofOf({
      sabotage: 'version-lies',
      what: 'releases do not arrive',
      outcome: 'not-applicable',
      by: null,
      why: ['it ships no release.'],
      spoiled: null,
      run: null,
      exitCode: null,
    }),
  ],
})

describe('a proof', () => {
  it('shows what was let through first, and leaves out what is empty', () => {
    expect(sectionsOf(proof).map(({ outcome }) => outcome)).toEqual([
      'let-through',
      'caught',
      'not-applicable',
    ])
  })

  it('has one word for all of it', () => {
    expect(badgeOf(proof)).toBe('not trusted')
    expect(badgeOf({ trusted: true, exitCode: 0 })).toBe('trusted')
    expect(badgeOf({ trusted: false, exitCode: 2 })).toBe('not decided')
  })

  it('says of one what caught it, why, and how much it spoiled', () => {
    expect(sentencesOf(proof.sabotages[0]!)).toEqual([
      'Caught by p95 below 150 ms in calm.',
      'p95 was 412 ms.',
      'It spoiled 98 of 1,000 requests.',
    ])
  })

  it('is told on a terminal', () => {
    const text = proofOnConsole(proof, { colorLevel: 0, columns: 80, report: 'reports/prove-kill-node.md' })
    expect(text).toBe(`NOT TRUSTED  kill-node
kill-node cannot be trusted: it caught 1 of 2 and let loses through.

As it is: passes  reports/healthy

Let through
  ✗ loses: 3 % of the requests are lost
      Too lax: uptime at least 50 % in calm saw 95 %.
      It spoiled 98 of 1,000 requests.
      reports/a

Caught
  ✓ delays: 10 % of the requests take 400 ms longer
      Caught by p95 below 150 ms in calm.
      p95 was 412 ms.
      It spoiled 98 of 1,000 requests.
      reports/a

Shows nothing of this drill
  – version-lies: releases do not arrive
      it ships no release.

exit code 1
report: reports/prove-kill-node.md
`)
  })

  it('is told in Markdown, and nothing in it makes markup', () => {
    const text = proofInMarkdown(proof)
    expect(text).toContain('# kill-node: not trusted\n')
    expect(text).toContain('On processes with rate=50/s.')
    expect(text).toContain(`- **loses** (3 % of the requests are lost). ${lax}`)
    for (const each of HOSTILE) {
      const hostile = proofInMarkdown(conclude({ ...PROVEN, sabotages: [proofOf({ why: [each] })] }))
      expect(hostile).not.toMatch(/<script>|<img/)
    }
  })
})
