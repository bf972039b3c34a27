import { expect, it } from 'vitest'
import { validation } from '../../../src/runbook/parts/validation.ts'
import { chosenOf, NOBODY, today } from '../build-rehearsal.ts'

const made = (chosen = chosenOf()) => validation(chosen, { today: today(), unfit: [] })

it('asks what users ask, and holds against what was seen until the rollback was decided', () => {
  const { steps } = made()
  expect(steps.map(({ what }) => what)).toEqual([
    'Ask what users ask',
    'Every instance serves the next release',
    'See what users get',
  ])
  expect(steps[1]).toMatchObject({ expect: ['web-1 and web-2 serve 2'], tookMs: 60 })
  expect(steps[2]?.expect).toEqual(['errors below 1 %, in deploy: none of 100 failed in deploy'])
})

it('is missing where nothing was shipped', () => {
  expect(made(NOBODY)).toMatchObject({
    steps: [],
    missing: [{ what: 'What is seen after a deploy was not rehearsed.', rehearse: ['firedrill run ship'] }],
  })
})
