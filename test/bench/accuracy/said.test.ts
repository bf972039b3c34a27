/** What the other tools leave is read as they mean it. */
import { describe, expect, test } from 'vitest'
import { ofJournal, ofShell } from '../../../bench/accuracy/said.ts'

describe('the shell script', () => {
  test.each([
    [0, '', 'pass'],
    [1, 'k6: a threshold was crossed\n', 'fail'],
    [2, 'the kill did not happen\n', 'inconclusive'],
    [127, 'curl: not found', 'inconclusive'],
    [null, '', 'inconclusive'],
  ])('exit code %s', (exit, output, said) => {
    expect(ofShell(exit, output).said).toBe(said)
  })

  test('says why in one line', () => {
    expect(ofShell(1, 'one\ntwo\n').why).toBe('one; two')
  })
})

describe("Chaos Toolkit's journal", () => {
  const held = { steady_state_met: true, probes: [] }
  const broken = {
    steady_state_met: false,
    probes: [
      { activity: { name: 'users are served' }, tolerance_met: true },
      {
        activity: { name: 'no objective was broken' },
        tolerance_met: false,
        output: { status: 1, stdout: 'k6: a threshold was crossed\n' },
      },
    ],
  }
  const journal = (status: string, deviated: boolean, before: unknown, after: unknown): string =>
    JSON.stringify({ status, deviated, steady_states: { before, after } })

  test('completed with the hypothesis held is a pass', () => {
    expect(ofJournal(journal('completed', false, held, held), '').said).toBe('pass')
  })

  test('deviated is a fail, whatever the status, and names the probe', () => {
    for (const status of ['completed', 'failed'])
      expect(ofJournal(journal(status, true, held, broken), '')).toEqual({
        said: 'fail',
        why: 'deviated: no objective was broken: k6: a threshold was crossed',
      })
  })

  test.each([
    ['not steady before', journal('failed', false, broken, null)],
    ['interrupted', journal('interrupted', false, held, null)],
    ['aborted', journal('aborted', false, held, null)],
    ['completed, and nothing was looked at afterwards', journal('completed', false, held, null)],
    ['no journal', null],
  ])('%s is inconclusive', (_what, text) => {
    expect(ofJournal(text, 'trouble').said).toBe('inconclusive')
  })
})
