import { expect, it } from 'vitest'
import { rollout } from '../../../src/runbook/parts/rollout.ts'
import { chosenOf, NOBODY, rehearsal, today } from '../build-rehearsal.ts'

const made = (chosen = chosenOf(), more: Parameters<typeof today>[0] = {}) =>
  rollout(chosen, { today: today(more), unfit: [] })

it('is what was run to ship the release, with when each instance served it', () => {
  const { steps, notes, missing } = made()
  expect(missing).toEqual([])
  expect(notes[0]).toContain('it took 3.4 s in 20260102-rehearsal')
  expect(steps.map(({ what, command, tookMs }) => [what, command, tookMs])).toEqual([
    ['Look which migrations are pending', 'DATABASE_URL="${DATABASE_URL:?}" ./migrate status', 30],
    ['Deploy 2', './ship "$PWD"/releases/2', 3000],
  ])
  expect(steps.at(-1)?.expect).toEqual([
    'it ends with exit code 0',
    'web-1 serves 2 and is ready: 1.5 s after the begin',
    'web-2 serves 2 and is ready: 3.2 s after the begin',
  ])
})

it('is missing where only other versions were shipped', () => {
  const what = 'How 3 reaches the instances was not rehearsed: nothing of it was seen in 20260102-rehearsal.'
  expect(made(chosenOf(), { releases: { current: '2', next: '3' } })).toMatchObject({
    steps: [],
    missing: [{ what }],
  })
  expect(made(NOBODY).missing[0]?.rehearse).toEqual(['firedrill run ship'])
  const refused = rehearsal({ verdict: { deploys: [] } })
  expect(made(chosenOf(refused)).steps).toEqual([])
})
