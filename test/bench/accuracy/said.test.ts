/** What the other tools leave is read as they mean it. */
import { describe, expect, test } from 'vitest'
import { checkLoad, ofDrill, ofJournal, ofShell } from '../../../bench/accuracy/said.ts'

describe("firedrill's verdict", () => {
  const drilled = {
    ...{ id: 'kill-node-1', verdict: 'pass', run: 'completed', cleanup: 'clean', exit: 0 as number | null },
    ...{ failed: [] as string[], first: null, summary: 'the harness broke' },
  }

  test.each([
    ['a pass with exit code 0', {}, 'pass'],
    ['a pass whose clean-up is dirty', { cleanup: 'dirty', exit: 3 }, 'inconclusive'],
    ['a fail', { verdict: 'fail', exit: 1 }, 'fail'],
    ['a fail whose clean-up is dirty', { verdict: 'fail', cleanup: 'dirty', exit: 3 }, 'fail'],
    ['inconclusive', { verdict: 'inconclusive', exit: 2 }, 'inconclusive'],
    ['aborted by its own judgement', { verdict: 'inconclusive', run: 'aborted', exit: 4 }, 'inconclusive'],
  ])('%s', (_what, more, said) => {
    expect(ofDrill({ ...drilled, ...more }).said).toBe(said)
  })

  test('says that the clean-up was dirty', () => {
    expect(ofDrill({ ...drilled, cleanup: 'dirty', exit: 3 }).why).toContain('dirty')
  })

  test.each([
    ['errored', 70],
    ['interrupted', 130],
  ])('a run that was %s says nothing: no trial is made of it', (run, exit) => {
    expect(() => ofDrill({ ...drilled, verdict: 'inconclusive', run, exit })).toThrow(
      `kill-node-1 was ${run} (exit ${exit}): the harness broke`,
    )
  })
})

test('where the load itself broke no trial is made, whatever the tool says', () => {
  expect(() => checkLoad('k6 ended with 107\n')).toThrow('k6 ended with 107')
  expect(() => checkLoad('the load did not begin\n')).toThrow('the load did not begin')
  for (const said of [null, '', 'the kill did not happen\n', 'the kill did not happen\nk6 ended with 105\n'])
    expect(() => checkLoad(said)).not.toThrow()
})

describe('the shell script', () => {
  test.each([
    [0, '', 'pass'],
    [1, 'k6: a threshold was crossed\n', 'fail'],
    [2, 'the kill did not happen\n', 'inconclusive'],
  ])('exit code %s', (exit, output, said) => {
    expect(ofShell(exit, output).said).toBe(said)
  })

  test.each([[127], [64], [null]])('that ended with %s said nothing: no trial is made of it', (exit) => {
    expect(() => ofShell(exit, 'curl: not found')).toThrow(`ended with ${exit}: curl: not found`)
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
  ])('%s is inconclusive', (_what, text) => {
    expect(ofJournal(text, 'trouble').said).toBe('inconclusive')
  })

  test('without one it said nothing: no trial is made of it', () => {
    expect(() => ofJournal(null, 'a\ntrouble')).toThrow('no journal: trouble')
  })
})
