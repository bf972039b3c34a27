import { expect, test } from 'vitest'
import { stillSection } from '../../../../src/report/html/sections/still.ts'
import type { Verdict } from '../../../../src/verdict/schema.ts'
import { failedInput, passedInput } from '../../build-input.ts'

const still = (more: Partial<Verdict> = {}) => {
  const input = failedInput()
  return stillSection({ ...input, verdict: { ...input.verdict, ...more } })
}

test('clean, and all ready: no', () => {
  const text = still()
  expect(text).toContain('<p class="answer good">No: nothing that the run started is left')
  expect(text).toContain(
    '<th scope="row">web-1</th><td>1.2.0</td><td><code>sha256:abcdef</code></td><td>ready</td>',
  )
  expect(text).toContain('at 50.00 s of the run')
  expect(text).not.toContain('firedrill recover')
})

test('dirty: yes, with what is left, how to remove it, and the command that takes it back', () => {
  const left = [{ what: 'pid <1>', evidence: 'it lives', remedy: 'kill 1' }]
  const text = still({ cleanup: 'dirty', left })
  expect(text).toContain('<p class="answer bad">Yes: the run left one thing behind.</p>')
  expect(text).toContain('<code>firedrill recover reports/2026-01-02</code>')
  expect(text).toContain('pid &lt;1&gt; (it lives)<pre tabindex="0"><code>kill 1</code></pre>')
})

test('clean, but somebody was not ready, or the app was not well: perhaps', () => {
  const releases = [{ instance: 'web-2', version: null, digest: null, ready: false }]
  expect(still({ releases })).toMatch(/answer open">Perhaps: [^<]*web-2 was not ready when last asked/)
  const after = { holds: false, overMs: null, leftOutMs: null, checked: [], findings: ['web-1 is slow'] }
  const text = still({ steady: { before: null, after } })
  expect(text).toContain('answer open">Perhaps:')
  expect(text).toContain('<li>web-1 is slow</li>')
})

test('where nobody was asked, it says so', () => {
  expect(stillSection(passedInput())).toContain('No instance was asked what it serves.')
})
