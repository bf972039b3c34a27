import { expect, test } from 'vitest'
import { colorLevelOf, consoleReporter } from '../../src/report/console.ts'
import { judge } from '../../src/verdict/judge.ts'
import { failedInput, HOSTILE, hostileInput, passedInput, shippedInput } from './build-input.ts'

const bare = consoleReporter({ colorLevel: 0, columns: 90 })

test('the verdict first, the clauses by window, what happened, where the report is', () => {
  const lines = bare.render(failedInput()).split('\n')
  expect(lines[0]).toBe('FAIL  kill-node')
  expect(lines[1]).toContain('Failed: 4.2 % of 6,212 requests failed')
  expect(lines).toContain('lost')
  expect(lines.find((line) => line.includes('✗'))).toMatch(/✗ uptime at least 99.9 % +95.8 % of 6,212 +fail/)
  expect(lines.join(' ')).toContain('6 in flight on the victim')
  expect(lines.at(-2)).toBe('report: reports/2026-01-02/report.html')
  expect(bare.render(passedInput())).toMatch(/^PASS /)
})

test('a run that ended before anything was judged says why once, and no clause says it again', () => {
  const { record, measurements, ...input } = passedInput()
  const reason =
    "web-1 ended before it was ready (exit code 1).\nLast lines of web-1:\n  Error: no module 'x'"
  const events = record.events.map((event) =>
    event.type === 'run-ended' ? { ...event, run: 'errored' as const, reason } : event,
  )
  const broken = { ...record, events: events.filter(({ type }) => !type.startsWith('phase-')) }
  const nothing = { ...measurements, windows: [], indicators: [], faults: [] }
  const verdict = judge(broken, nothing, { strict: false })
  const text = bare.render({ ...input, record: broken, measurements: nothing, verdict })
  expect(text.replaceAll(/\s+/g, ' ')).toContain(
    "Inconclusive: nothing was judged. The run was errored: web-1 ended before it was ready (exit code 1): Error: no module 'x'.",
  )
  expect(text).toMatch(/\? its \d clauses were not reached/)
  expect(text.split('no module').length - 1).toBe(1)
})

test('why clauses could not be decided is said at the first of those that have the same reason', () => {
  const { record, measurements, ...input } = passedInput()
  const findings = ['9 of 9 requests failed over the last 3 s: GET / answered 404']
  const notSteady = { ...measurements, steady: { before: { holds: false, findings }, after: null } }
  const verdict = judge(record, notSteady, { strict: false })
  const undecided = verdict.clauses.filter(({ reason }) => reason === 'not-steady')
  expect(undecided.length).toBeGreaterThan(2)
  const text = bare.render({ ...input, record, measurements: notSteady, verdict }).replaceAll(/\s+/g, ' ')
  // By the summary, and by the first clause.
  expect(text.split('The steady state did not hold before the fault').length - 1).toBe(2)
  expect(text.split('To decide it: An app that is healthy before the drill').length - 1).toBe(1)
  expect(text.split('not-steady').length - 1).toBe(undecided.length + 1)
})

test('what was shipped, and what each instance said', () => {
  const text = bare.render(shippedInput()).replaceAll(/\s+/g, ' ')
  expect(text).toContain('rollback to 1.0.0, decided in lost (triggered): 6.4 s in all')
  expect(text).toContain('web-2 was stopped in lost: exit code 0 after 1.4 s')
  expect(text).toContain('web-1 said that it was ready and could not serve for 2.2 s')
  expect(bare.render(failedInput())).not.toMatch(/rollback|what each instance said/)
})

test('it fits the terminal', () => {
  for (const columns of [80, 100]) {
    const text = consoleReporter({ colorLevel: 0, columns }).render(shippedInput())
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(columns)
  }
})

test('colours only where asked for', () => {
  expect(bare.render(failedInput())).not.toContain('\u001b')
  expect(consoleReporter({ colorLevel: 1, columns: 90 }).render(failedInput())).toContain('\u001b[31m')
})

test('NO_COLOR wins, FORCE_COLOR asks, else the terminal decides', () => {
  const levels = [
    colorLevelOf({ NO_COLOR: '1', FORCE_COLOR: '1' }, true),
    colorLevelOf({ NO_COLOR: '' }, true),
    colorLevelOf({ FORCE_COLOR: '3' }, false),
    colorLevelOf({ FORCE_COLOR: '0' }, true),
    colorLevelOf({}, false),
    colorLevelOf({ TERM: 'dumb' }, true),
  ]
  expect(levels).toEqual([0, 1, 3, 0, 0, 0])
})

test('a window that was cut short was reached', () => {
  const input = passedInput()
  const clauses = input.verdict.clauses.map((clause) =>
    clause.window === 'lost'
      ? { ...clause, verdict: 'inconclusive' as const, reason: 'not-reached' as const }
      : clause,
  )
  const windows = input.verdict.windows.filter(({ name }) => name === 'lost')
  const text = bare.render({ ...input, verdict: { ...input.verdict, clauses, windows } })
  expect(text).toMatch(/^lost\n {2}\? cut short: its \d clauses are not decided$/m)
})

test('what is left is said', () => {
  const input = passedInput()
  const left = [{ what: 'pid 1', evidence: 'it lives', remedy: 'kill 1' }]
  const text = bare.render({ ...input, verdict: { ...input.verdict, cleanup: 'dirty', left } })
  expect(text).toContain('  LEFT: pid 1 (it lives). By hand:\n    kill 1\n')
  expect(text).toContain('by:\n    firedrill recover reports/x\n')
})

test('a command can be copied: it is on one line, however long; what is none is told as a sentence', () => {
  const command = `docker exec web-1 rm -f ${'/data/filled-by-a-drill '.repeat(8)}/x`
  const left = [
    { what: 'a file', evidence: 'it is there', remedy: command },
    { what: 'a handler', evidence: 'not known', remedy: 'Run `firedrill recover` in the project.' },
  ]
  const input = passedInput()
  const text = bare.render({ ...input, verdict: { ...input.verdict, cleanup: 'dirty', left } })
  expect(text).toContain(`\n    ${command}\n`)
  expect(text).toContain('LEFT: a handler (not known). Run `firedrill recover` in the project.\n')
})

test.each(HOSTILE)('hostile text controls nothing: %#', (hostile) => {
  const text = bare.render(hostileInput(hostile))
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u)
  expect(text.length).toBeLessThan(200_000)
})
