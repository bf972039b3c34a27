import { expect, test } from 'vitest'
import { stillSection } from '../../../../src/report/html/sections/still.ts'
import type { Verdict } from '../../../../src/verdict/schema.ts'
import { ranToEnd } from '../../../verdict/build-run.ts'
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

const WELL = { holds: true, overMs: null, leftOutMs: null, checked: [], findings: [] }
const ILL = { ...WELL, holds: false, findings: ['web-1 is slow'] }
/** An app that was there before the run, and is there now. */
const existing = (more: Partial<Verdict> = {}) =>
  still({ target: { name: 'shop', kind: 'compose', why: '' }, ...more })
const UNREADY = [{ instance: 'web-2', version: null, digest: null, ready: false }]

test('clean, but somebody was not ready, or the app was not well: perhaps', () => {
  expect(existing({ releases: UNREADY })).toMatch(
    /answer open">Perhaps: [^<]*, but web-2 was not ready when last asked\.</,
  )
  const text = existing({ steady: { before: WELL, after: ILL } })
  expect(text).toMatch(/answer open">Perhaps: [^<]*, but the app was not well after the drill\.</)
  expect(text).toContain('<li>web-1 is slow</li>')
})

test('an app that was not well before the drill, and was not asked again, may be broken still', () => {
  const text = existing({ steady: { before: ILL, after: null } })
  expect(text).toMatch(
    /answer open">Perhaps: [^<]*, but the app was not well before the drill, and nobody asked it again\.</,
  )
  expect(text).toContain('<li>web-1 is slow</li>')
  expect(existing({ releases: UNREADY, steady: { before: ILL, after: null } })).toContain(
    'but web-2 was not ready when last asked, and the app was not well before the drill',
  )
})

test('a run that was stopped looked at nothing afterwards: it is not known', () => {
  const steady = { before: WELL, after: null }
  expect(existing({ run: 'aborted', steady })).toMatch(
    /answer open">Not known: [^<]*, but nobody asked the app after the drill\.</,
  )
})

test('of an app that was there for the run alone nothing is left to be broken, and what is not known is said', () => {
  const steady = { before: WELL, after: null }
  expect(still({ run: 'aborted', steady })).toMatch(
    /answer plain">No: [^<]*taken back\. The app ran for this run alone; nobody asked it after the drill\.</,
  )
  const own = {
    atMs: 1,
    type: 'intent',
    id: 1,
    what: 'make the project',
    undo: { kind: 'remove-project', args: {} },
  }
  const input = failedInput()
  const record = ranToEnd({ events: [own as never] })
  const target = { name: 'shop', kind: 'compose (sabotaged: faults do nothing)', why: '' }
  const verdict = { ...input.verdict, target, releases: UNREADY }
  expect(stillSection({ ...input, record, verdict })).toMatch(
    /answer plain">No: [^<]*The app ran for this run alone; web-2 was not ready when last asked\.</,
  )
})

test('where nobody was asked, it says so', () => {
  expect(stillSection(passedInput())).toContain('No instance was asked what it serves.')
})

test('what to do that is no command does not look like one', () => {
  const left = [{ what: 'it', evidence: 'seen', remedy: 'Run `firedrill recover` again.' }]
  expect(still({ cleanup: 'dirty', left })).toContain('<li>it (seen). Run `firedrill recover` again.</li>')
})
