import { expect, it } from 'vitest'
import { checks } from '../../../src/runbook/parts/checks.ts'
import { chosenOf, DEPLOY, NOBODY, rehearsal, today } from '../build-rehearsal.ts'

const made = (chosen = chosenOf(), more: Parameters<typeof today>[0] = {}) =>
  checks(chosen, { today: today(more), unfit: [] })

it('are those that were made before anything was switched', () => {
  const { steps, missing } = made()
  expect(missing).toEqual([])
  expect(steps.map(({ what, command }) => [what, command])).toEqual([
    ['Check the configuration for 2', '"$PWD"/releases/2/bin/check'],
    ['What is shipped, and what serves', null],
  ])
  expect(steps.every(({ run }) => run === '20260102-rehearsal')).toBe(true)
})

it('begin with what serves, where that can be asked', () => {
  const instances = ['http://127.0.0.1:3001/version', 'http://127.0.0.1:3002/version']
  const [first] = made(chosenOf(), { addresses: { edge: null, instances } }).steps
  expect(first?.command).toBe(
    'curl -fsS http://127.0.0.1:3001/version\ncurl -fsS http://127.0.0.1:3002/version',
  )
  expect(first?.expect[0]).toContain('each says 1')
})

it('tell what was asked of the app while nothing was done to it', () => {
  const before = { holds: true, overMs: null, leftOutMs: null, checked: ['web-1 was ready'], findings: [] }
  const one = rehearsal({ verdict: { steady: { before, after: null } } })
  expect(made(chosenOf(one)).steps.at(-1)).toMatchObject({
    what: 'The app, while nothing is done to it',
    expect: ['web-1 was ready'],
  })
})

it('are missing where the release was not shipped, or did not stay', () => {
  const missing = 'What is checked before a deploy was not rehearsed'
  expect(made(NOBODY).missing[0]).toEqual({ what: `${missing}.`, rehearse: ['firedrill run ship'] })
  const ended = { ...DEPLOY, trigger: { atMs: 1, restedOn: 'errors' } }
  const triggered = rehearsal({ verdict: { deploys: [ended] } })
  expect(made(chosenOf(triggered)).missing[0]?.what).toBe(
    `${missing}: nothing of it was seen in 20260102-rehearsal.`,
  )
})
