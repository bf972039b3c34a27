import { expect, test } from 'vitest'
import { whoseSection } from '../../../../src/report/html/sections/whose.ts'
import type { Verdict } from '../../../../src/verdict/schema.ts'
import { diagnosedInput, failedInput, passedInput } from '../../build-input.ts'

test('a fail: whose, the sentence, the first clause with its window, count and classes, the cause', () => {
  const input = diagnosedInput()
  const failed = input.verdict.clauses.find(({ verdict }) => verdict === 'fail')
  if (!failed || !input.verdict.diagnosis) throw new Error('A fail was expected.')
  const first = { ...input.verdict.diagnosis.first, clause: failed.id }
  const text = whoseSection({ ...input.verdict, diagnosis: { ...input.verdict.diagnosis, first } })
  expect(text).toContain('Whose fault is it?')
  expect(text).toContain('The edge&#39;s, most likely: The edge does not try again.')
  expect(text).toContain('<p class="summary">Failed: 4.2 % of 6,212 requests failed')
  expect(text).toMatch(
    /First clause that broke:<\/strong> uptime at least 99.9 % in lost[^<]*\(<a href="#timeline" data-at="11.003">/,
  )
  expect(text).toContain(
    '95.8 % of 6,212 requests succeeded (255 failed); at least 99.9 % is required. Proven, at 95 % confidence.',
  )
  expect(text).toContain('6 in flight on the victim, 240 sent to it afterwards, 9 elsewhere (by edge log)')
  expect(text).toContain('<li>To try: Let it try again.</li>')
  expect(text).toContain('What was around that moment')
})

test('what is to be done about an error', () => {
  const text = whoseSection(passedInput().verdict, 'Let `ready` name a path that <is> there.')
  expect(text).toContain('<p>To do: Let `ready` name a path that &lt;is&gt; there.</p>')
  expect(whoseSection(passedInput().verdict, null)).not.toContain('To do')
})

test('a pass has no clause that broke', () => {
  const text = whoseSection(passedInput().verdict)
  expect(text).toContain('What was shown?')
  expect(text).not.toMatch(/First clause|Likely cause/)
})

test('what is inconclusive did not break: it says what could not be decided, and what would decide it', () => {
  const { verdict } = passedInput()
  const clauses = verdict.clauses.map((clause) => ({
    ...clause,
    verdict: 'inconclusive' as const,
    reason: 'too-few-samples' as const,
    needed: 'More samples.',
  }))
  const text = whoseSection({ ...verdict, verdict: 'inconclusive', clauses } satisfies Verdict)
  expect(text).toContain('Why is it undecided?')
  expect(text).toContain('First clause that could not be decided:')
  expect(text).toContain('To decide it: More samples.')
  expect(text).toContain('5 more could not be decided.')
  expect(text).not.toContain('broke')
})

test('without a diagnosis the first that failed is named', () => {
  expect(whoseSection(failedInput().verdict)).toContain(
    'First clause that broke:</strong> uptime at least 99.9 % in lost.',
  )
})
