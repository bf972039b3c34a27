import { expect, it } from 'vitest'
import { factsOf } from '../../src/runbook/facts.ts'
import { makeRunbook } from '../../src/runbook/make.ts'
import { seal, unseal } from '../../src/runbook/seal.ts'
import { chosenOf, PLANNED, rehearsal, today } from './build-rehearsal.ts'

const chosen = chosenOf()
const of = (more = {}) => factsOf(makeRunbook(chosen, today(more)), chosen, today(more))

it('hold what a check needs: place, versions, and of each run its drill, commands and triggers', () => {
  const facts = of()
  expect(facts).toMatchObject({ target: 'processes', releases: { current: '1', next: '2' }, build: null })
  expect(facts.rehearsals).toHaveLength(1)
  expect(facts.rehearsals[0]).toMatchObject({
    run: '20260102-rehearsal',
    drill: 'rehearsal',
    set: ['rest=1s'],
    parts: ['rollout', 'triggers', 'migration', 'rollback'],
  })
  expect(facts.rehearsals[0]?.planned).toHaveLength(PLANNED.length)
  expect(facts.rehearsals[0]?.commands).toContain('./ship "$PWD"/releases/1')
  expect(facts.rehearsals[0]?.triggers).toHaveLength(3)
})

it('name no question that is asked by hand as a command', () => {
  expect(JSON.stringify(of().rehearsals[0]?.commands)).not.toContain('curl')
})

it('hold how the configuration has what the page asks by hand, and no more of it', () => {
  expect(of().asked).toEqual(['prober.path: not set', 'edge.url: "http://127.0.0.1:8080"'])
  const instances = ['http://127.0.0.1:3001/version']
  expect(of({ addresses: { edge: null, instances } }).asked).toEqual([
    'prober.path: not set',
    'version: "/version"',
  ])
})

it('hold the names of what commands are given from the shell', () => {
  expect(of({ inherits: ['RAILS_ENV'] }).inherits).toEqual(['RAILS_ENV'])
})

it('can be read back from the page', () => {
  expect(unseal(seal('x\n', of({ tell: ['a'] })))).toEqual({ facts: of({ tell: ['a'] }), whole: true })
})

it('of a record without options name none', () => {
  const one = rehearsal()
  const bare = chosenOf({ ...one, header: { ...one.header, options: {} } })
  expect(factsOf(makeRunbook(bare, today()), bare, today()).rehearsals[0]?.set).toEqual([])
})
