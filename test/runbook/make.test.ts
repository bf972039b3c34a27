import { expect, it } from 'vitest'
import { makeRunbook, rehearsalsOf } from '../../src/runbook/make.ts'
import { PARTS } from '../../src/runbook/runbook.ts'
import { chosenOf, EVENTS, line, rehearsal, today } from './build-rehearsal.ts'

it('a runbook has every part in its order, and the runs that it comes from', () => {
  const runbook = makeRunbook(chosenOf(), today())
  expect(runbook.parts.map(({ key }) => key)).toEqual([...PARTS])
  expect(runbook).toMatchObject({
    current: '1',
    next: '2',
    target: 'processes',
    environment: null,
    unfit: [],
  })
  expect(runbook.rehearsals).toMatchObject([
    { run: '20260102-rehearsal', drill: 'rehearsal', summary: 'It passed.' },
  ])
  expect(runbook.rehearsals[0]?.again).toMatch(/^firedrill run rehearsal /)
})

it('each run stands there once, the newest first', () => {
  const old = rehearsal()
  const young = rehearsal({ run: 'young', startedAt: '2026-02-01T00:00:00.000Z' })
  const failed = { run: 'failed', why: '' }
  const chosen = { ...chosenOf(old), rollback: young, triggers: failed }
  expect(rehearsalsOf(chosen).map(({ verdict }) => verdict.id)).toEqual(['young', '20260102-rehearsal'])
})

it('says which commands the configuration would not run, each once', () => {
  const events = EVENTS.map((event) =>
    event.type === 'command' && event.what === 'deploy 2' ? { ...event, command: line('./other') } : event,
  )
  expect(makeRunbook(chosenOf(rehearsal({ events })), today()).unfit).toHaveLength(1)
})

it('is the same for the same runs', () => {
  expect(makeRunbook(chosenOf(), today())).toEqual(makeRunbook(chosenOf(), today()))
})
