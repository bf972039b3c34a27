import { expect, it } from 'vitest'
import { unrehearsed } from '../../../src/runbook/parts/missing.ts'
import { chosenOf, NOBODY, today } from '../build-rehearsal.ts'

it('says why, and what would change it', () => {
  const of = (chosen = NOBODY) => unrehearsed('It', 'rollback', chosen, today())
  expect(of()).toEqual({ what: 'It was not rehearsed.', rehearse: ['firedrill run back'] })
  expect(of({ ...NOBODY, rollback: { run: 'run-9', why: 'Late.' } }).what).toBe(
    'It has no rehearsal that counts: the newest, run-9, did not pass (Late.).',
  )
  expect(of(chosenOf()).what).toBe('It was not rehearsed: nothing of it was seen in 20260102-rehearsal.')
})
