import { describe, expect, test } from 'vitest'
import { consoleReporter } from '../../src/report/console.ts'
import { aroundLines, diagnosisLines, firstClause } from '../../src/report/diagnosis-lines.ts'
import { reporters } from '../../src/report/map.ts'
import { diagnosedInput, diagnosis, failedInput, passedInput } from './build-input.ts'

test('what broke first, the likely cause with its evidence, and what to try', () => {
  expect(diagnosisLines(diagnosedInput().verdict)).toEqual([
    'broke first: uptime at least 99.9 % in lost, at 11 s of the run, 3 ms after web-1 was killed: the first request failed: place order, answered 502 after 5 ms',
    'likely cause: The edge does not try again. Seen: 90 requests failed; web-2 was ready.',
    'to try: Let it try again.',
    'also possible: It keeps sending.',
  ])
})

test('where none fits, it says so; where nothing failed, nothing', () => {
  expect(diagnosisLines(diagnosedInput({ causes: [] }).verdict)[1]).toContain('none of the known ones fits')
  expect(diagnosisLines(passedInput().verdict)).toEqual([])
})

test('a cause of what broke later is not told as the cause of what broke first', () => {
  const [cause, other] = diagnosis().causes
  if (!cause || !other) throw new Error('Two causes were expected.')
  const later = { ...cause, explainsFirst: false }
  const none = diagnosedInput({ causes: [later] }).verdict
  expect(diagnosisLines(none).slice(1)).toEqual([
    'likely cause: none of the known ones fits; what was seen around that moment stands in the report',
    'of what broke later, likely: The edge does not try again. Seen: 90 requests failed; web-2 was ready.',
    'to try: Let it try again.',
  ])
  const both = diagnosedInput({ causes: [{ ...other, evidence: ['so it is'], explainsFirst: true }, later] })
  expect(diagnosisLines(both.verdict).slice(1)).toEqual([
    'possible cause: It keeps sending. Seen: so it is.',
    'to try: ',
    'of what broke later, likely: The edge does not try again.',
  ])
  for (const reporter of [reporters.markdown, reporters.html]) {
    const told = reporter.render(diagnosedInput({ causes: [later] }))
    expect(told).toContain('Likely cause: none of the known ones fits')
    expect(told).toContain('f what broke later, likely: The edge does not try again.')
    expect(told).not.toMatch(/Likely cause: The edge|The edge('|&#39;)s, most likely/)
  }
})

describe('the first clause', () => {
  test('is none where nothing failed: what could not be decided is not broken', () => {
    const { verdict } = passedInput()
    const clauses = verdict.clauses.map((clause) => ({ ...clause, verdict: 'inconclusive' as const }))
    expect(firstClause({ ...verdict, clauses })).toBeNull()
    expect(firstClause(verdict)).toBeNull()
  })

  test('is the one that broke first in time, where that is known', () => {
    const first = { clause: 'uptime-at-least-99.9@settled', atMs: 1, what: '' }
    const input = diagnosedInput({ first })
    const clauses = input.verdict.clauses.map((clause) =>
      clause.id === first.clause ? { ...clause, verdict: 'fail' as const } : clause,
    )
    const verdict = { ...input.verdict, clauses }
    expect(firstClause(verdict)?.window).toBe('settled')
    expect(firstClause(failedInput().verdict)?.window).toBe('lost')
    expect(reporters.markdown.render({ ...input, verdict })).toContain(
      '**First clause that broke:** uptime at least 99.9 % in settled',
    )
  })
})

test('what was around it, in the order of a reader', () => {
  expect(aroundLines(diagnosis())).toEqual([
    '1 s before: phase lost began',
    '3 ms before: web-1 was killed',
    '997 ms after: web-1 was started',
    'web-1 said: nothing of it lived',
    'edge: in the 2 s from then on it sent 90 to web-1 (90 of them went wrong)',
    "failed requests, by the edge's log: 250 through web-1 (250 answered 502); 5 through no instance (5 answered 503)",
    '397 ms after, web-2 wrote 3 times: no connection left',
  ])
  const unknown = aroundLines(
    diagnosis({ instances: [], failed: { total: 9, basis: 'unknown', through: [] } }),
  )
  expect(unknown).toContain('nobody watched the instances')
  expect(unknown).toContain('9 requests failed; through which instance is not known: no log says so')
})

test('where not all failed requests were looked at, that is said', () => {
  const through = [{ instance: 'web-1', failed: 200_000, how: '200,000 answered 502' }]
  const failed = { total: 310_000, looked: 200_000, basis: 'load' as const, through }
  expect(aroundLines(diagnosis({ failed }))).toContain(
    'failed requests, by what the load was told, the first 200,000 of 310,000: 200,000 through web-1 (200,000 answered 502)',
  )
})

test('it stands in every report that a person reads', () => {
  const input = diagnosedInput()
  const told = 'The edge does not try again.'
  for (const text of [
    consoleReporter({ colorLevel: 0, columns: 100 }).render(input),
    reporters.markdown.render(input),
    reporters.html.render(input),
    reporters.junit.render(input),
    reporters.json.render(input),
  ])
    expect(text).toContain(told)
})
