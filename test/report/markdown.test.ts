import { expect, test } from 'vitest'
import { cellsOf } from '../../src/report/cells.ts'
import { markdown } from '../../src/report/markdown.ts'
import type { ReportInput } from '../../src/report/reporter.ts'
import {
  diagnosedInput,
  failedInput,
  HOSTILE,
  hostileInput,
  passedInput,
  shippedInput,
} from './build-input.ts'

/** What a reader sees before anything is unfolded. */
const short = (input: ReportInput): string => markdown.render(input).split('<details>')[0] ?? ''

test('the verdict comes first, then the clause that broke', () => {
  const lines = markdown.render(failedInput()).split('\n')
  expect(lines[0]).toBe('# ✗ kill-node: fail')
  expect(lines[2]).toContain('Failed: 4.2 % of 6,212 requests failed in lost, in which web-1 was killed')
  expect(lines[4]).toContain('**First clause that broke:** uptime at least 99.9 % in lost.')
  expect(markdown.render(passedInput())).not.toContain('First clause that broke')
})

test('what is inconclusive did not break', () => {
  const input = passedInput()
  const clauses = input.verdict.clauses.map((clause) => ({
    ...clause,
    verdict: 'inconclusive' as const,
    needed: 'A longer window.',
  }))
  const text = markdown.render({ ...input, verdict: { ...input.verdict, verdict: 'inconclusive', clauses } })
  expect(text).not.toContain('broke')
  expect(text).toMatch(
    /\*\*First clause that could not be decided:\*\* p95 below 150 ms in baseline\..* To decide it: A longer window\./,
  )
})

test('what is to be done about an error stands with it, for who did not see the terminal', () => {
  const { record, ...input } = passedInput()
  const ended = (more: object): ReportInput => ({
    ...input,
    record: {
      ...record,
      events: record.events.map((event) => (event.type === 'run-ended' ? { ...event, ...more } : event)),
    },
  })
  expect(short(ended({ run: 'errored', hint: 'Let `ready` name a path that <is> there.' }))).toContain(
    '**To do:** Let \\`ready\\` name a path that &lt;is&gt; there.',
  )
  expect(markdown.render(ended({}))).not.toContain('To do')
})

test('the likely cause stands with it, and says where none fits', () => {
  expect(short(diagnosedInput())).toContain(
    'Likely cause: The edge does not try again. Seen: 90 requests failed; web-2 was ready. To try: Let it try again.',
  )
  expect(short(diagnosedInput({ causes: [] }))).toContain('Likely cause: none of the known ones fits')
})

test('it has the numbers of the verdict, the chart and the command', () => {
  const input = failedInput()
  const text = short(input)
  for (const clause of input.verdict.clauses) {
    const { observed, samples, strength } = cellsOf(clause)
    expect(text).toContain(`| ${observed} | ${samples} | ${strength} |`)
  }
  expect(text).toMatch(/failed\/s [▁-█]{60}/)
  expect(text).toContain('firedrill run kill-node --target shop --set rate=200/s --seed 7')
})

test('what did not pass stands first; of many clauses only that, and the others are counted', () => {
  const input = failedInput()
  const rows = short(input)
    .split('\n')
    .filter((line) => /^\| [✓✗?] /.test(line))
  expect(rows[0]).toContain('| ✗ | lost | uptime')
  const [clause] = input.verdict.clauses.filter(({ verdict }) => verdict === 'pass')
  if (!clause) throw new Error('A clause that passed was expected.')
  const clauses = [...input.verdict.clauses, ...Array.from({ length: 20 }, () => clause)]
  const many = { ...input, verdict: { ...input.verdict, clauses } }
  expect(
    short(many)
      .split('\n')
      .filter((line) => /^\| [✓✗?] /.test(line)),
  ).toHaveLength(1)
  expect(short(many)).toContain(`${clauses.length - 1} clauses hold; each is in the report.`)
  expect(markdown.render(many).match(/^\| ✓ /gm)).toHaveLength(clauses.length - 1)
})

test('of what was cut short it is not said that it was never reached', () => {
  const input = passedInput()
  const clauses = input.verdict.clauses.map((clause) => ({
    ...clause,
    ...(clause.window === 'lost' && { verdict: 'inconclusive' as const, reason: 'not-reached' as const }),
  }))
  const text = short({ ...input, verdict: { ...input.verdict, clauses } })
  expect(text).toMatch(/\d clauses were cut short or not reached; each is in the report\./)
})

test('of many that did not pass a dozen stand in the table', () => {
  const input = failedInput()
  const [clause] = input.verdict.clauses.filter(({ verdict }) => verdict === 'fail')
  if (!clause) throw new Error('A clause that failed was expected.')
  const clauses = [...input.verdict.clauses, ...Array.from({ length: 20 }, () => clause)]
  const text = short({ ...input, verdict: { ...input.verdict, clauses } })
  expect(text.match(/^\| ✗ /gm)).toHaveLength(12)
  expect(text).toContain('9 more clauses did not pass, 7 clauses hold; each is in the report.')
})

test('a pull request is not filled by it', () => {
  for (const input of [failedInput(), diagnosedInput(), shippedInput(), passedInput()])
    expect(short(input).split('\n').length).toBeLessThan(40)
})

test('releases, stops, what the instances said and what changed are folded away', () => {
  const text = markdown.render(shippedInput())
  expect(text).toContain('<summary>Releases</summary>')
  expect(text).toContain(
    '- deploy of 1.0.0 → 1.0.1-failing (rolling) in lost: ended by a trigger after 3.6 s',
  )
  expect(text).toContain('  - seconds: decide 0.0, act 4.1, ready 0.2, settled 2.1')
  expect(text).toContain('- web-2 was stopped in lost: exit code 0 after 1.4 s')
  expect(text).toContain('- web-1 said that it was ready and could not serve for 2.2 s')
  expect(markdown.render(failedInput())).not.toContain('Releases')
  const sinceGreen = {
    run: 'run-1',
    startedAt: '',
    changes: [{ of: 'host' as const, words: 'k6: 1 → 2' }],
    same: [],
    unknown: [],
  }
  expect(markdown.render({ ...failedInput(), sinceGreen })).toContain('- host: k6: 1 → 2')
})

test('what is left is said at the top, with the command that takes it back', () => {
  const input = passedInput()
  const left = [{ what: 'pid 1', evidence: 'it lives', remedy: 'kill 1' }]
  const text = short({ ...input, verdict: { ...input.verdict, cleanup: 'dirty', left } })
  expect(text).toContain('- pid 1 (it lives). By hand:\n\n```sh\nkill 1\n```')
  expect(text).toContain('firedrill recover reports/x')
})

test('a command by hand is copied as it is, and what is none is told in words', () => {
  const input = passedInput()
  const told = (remedy: string) => {
    const left = [{ what: 'it', evidence: 'seen', remedy }]
    return short({ ...input, verdict: { ...input.verdict, cleanup: 'dirty', left } })
  }
  const command = 'curl -X POST http://127.0.0.1:8474/reset_all'
  expect(told(command)).toContain(`\n${command}\n`)
  expect(told('Run it again.')).toContain('- it (seen). Run it again.')
})

test.each(HOSTILE)('hostile text makes no markup and no rows: %#', (hostile) => {
  const text = markdown.render(hostileInput(hostile))
  const rows = (from: string): number => from.split('\n').filter((line) => line.startsWith('|')).length
  const withoutCode = (from: string): string => from.replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
  const outsideOfCode = withoutCode(text)
  expect(rows(outsideOfCode)).toBe(rows(withoutCode(markdown.render(hostileInput('plain')))))
  const own = outsideOfCode.replace(/^<\/?details>$|^<summary>[^<]*<\/summary>$/gm, '')
  expect(own).not.toMatch(/<[a-z/!]/i)
  expect(text).not.toMatch(/(?!\n)\p{Cc}/u)
  expect(text.length).toBeLessThan(250_000)
})
