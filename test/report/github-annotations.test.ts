import { expect, test } from 'vitest'
import { githubAnnotations } from '../../src/report/github-annotations.ts'
import type { ReportInput } from '../../src/report/reporter.ts'
import { diagnosedInput, failedInput, HOSTILE, hostileInput, passedInput } from './build-input.ts'

const lines = (input: ReportInput): string[] => githubAnnotations.render(input).split('\n').slice(0, -1)
const withVerdict = (more: object): ReportInput => {
  const input = passedInput()
  return { ...input, verdict: { ...input.verdict, ...more } }
}

test('a failed clause is an error beside the line that asks for it', () => {
  expect(lines(failedInput())).toEqual([
    expect.stringMatching(
      /^::error file=drills\/kill-node\.ts,line=1,title=kill-node%3A uptime at least 99\.9 %25 in lost::95\.8 %25 of 6,212 requests succeeded \(255 failed\); at least 99\.9 %25 is required\.$/,
    ),
  ])
})

test('what is inconclusive is a warning with what would decide it, never an error', () => {
  const clauses = passedInput().verdict.clauses.map((clause) => ({
    ...clause,
    verdict: 'inconclusive' as const,
    needed: 'More, much more.',
  }))
  const all = lines(withVerdict({ verdict: 'inconclusive', clauses }))
  expect(all).toHaveLength(6)
  for (const line of all) expect(line).toMatch(/^::warning .*::.* To decide it: More, much more\.$/)
})

test('a pass is one notice; an undecided run without clauses is one warning', () => {
  expect(lines(passedInput())).toEqual([
    expect.stringMatching(/^::notice file=drills\/kill-node\.ts,title=kill-node%3A pass::Passed: /),
  ])
  expect(lines(withVerdict({ verdict: 'inconclusive', clauses: [] }))[0]).toMatch(/^::warning /)
})

test('what is left is an error, before all else', () => {
  const left = [{ what: 'pid 1', evidence: 'it lives', remedy: 'kill 1' }]
  const input = failedInput()
  const all = lines({ ...input, verdict: { ...input.verdict, cleanup: 'dirty', left } })
  expect(all[0]).toBe(
    '::error file=drills/kill-node.ts,title=kill-node%3A left behind::pid 1. By hand: kill 1',
  )
  expect(all).toHaveLength(2)
})

test('the one that broke first comes first, and of many the last says how many more there are', () => {
  const input = diagnosedInput()
  const [clause] = input.verdict.clauses
  if (!clause) throw new Error('A clause was expected.')
  const clauses = Array.from({ length: 30 }, (_, k) => ({
    ...clause,
    verdict: 'fail' as const,
    id: `c${k}`,
    message: `m${k}.`,
  }))
  const first = { clause: 'c17', atMs: 1, what: '' }
  const diagnosis = input.verdict.diagnosis && { ...input.verdict.diagnosis, first }
  const verdict = { ...input.verdict, verdict: 'fail' as const, clauses, ...(diagnosis ? { diagnosis } : {}) }
  const all = lines({ ...input, verdict })
  expect(all).toHaveLength(10)
  expect(all[0]).toMatch(/::m17\.$/)
  expect(all[9]).toMatch(/\(and 20 more: see the summary\)$/)
})

test.each([...HOSTILE, 'a\n::error::b', 'x::y,z=1', '::stop-commands::t'])(
  'hostile text is no command of its own: %#',
  (text) => {
    const all = githubAnnotations.render(hostileInput(text))
    expect(
      all
        .split('\n')
        .slice(0, -1)
        .every((line) => /^::(error|warning) [^:]*::/.test(line)),
    ).toBe(true)
    expect(all.split('\n')).toHaveLength(githubAnnotations.render(hostileInput('plain')).split('\n').length)
  },
)

test('the last look at the app is of no window', () => {
  const [clause] = failedInput().verdict.clauses
  const unwell = {
    ...clause!,
    objective: 'steady state holds after the drill',
    window: 'after',
    verdict: 'fail',
  }
  const [first] = lines(withVerdict({ clauses: [unwell], diagnosis: undefined }))
  expect(first).toContain(',title=kill-node%3A steady state holds after the drill::')
})
