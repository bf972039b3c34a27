import { describe, expect, it } from 'vitest'
import { findings, type Held } from '../../src/runbook/check.ts'
import { factsOf } from '../../src/runbook/facts.ts'
import { makeRunbook } from '../../src/runbook/make.ts'
import { chosenOf, today } from './build-rehearsal.ts'

const chosen = chosenOf()
const facts = factsOf(makeRunbook(chosen, today()), chosen, today())
const [sealed] = facts.rehearsals
if (!sealed) throw new Error('there is no rehearsal')
const RUN = sealed.run
const START = Date.parse(sealed.startedAt)
const DAY_MS = 86_400_000
const LIMIT = { nowMs: START + DAY_MS, maxAgeMs: 30 * DAY_MS }

const held = (more: Partial<Held> = {}): Held => ({
  releases: facts.releases,
  tell: facts.tell,
  build: facts.build,
  inherits: facts.inherits ?? [],
  asked: facts.asked ?? [],
  drills: new Map([[RUN, { planned: sealed.planned, triggers: sealed.triggers }]]),
  notPassed: [],
  ...more,
})
const drills = (
  planned: readonly string[],
  triggers: readonly string[] = sealed.triggers,
): Partial<Held> => ({
  drills: new Map([[RUN, { planned, triggers }]]),
})
const of = (more: Partial<Held> = {}, limit = LIMIT) => findings(facts, held(more), limit)

describe('a page', () => {
  it('is right where nothing has changed', () => {
    expect(of()).toEqual([])
  })

  it('is as old as its rehearsals', () => {
    expect(of({}, { ...LIMIT, nowMs: START + 30 * DAY_MS })).toEqual([])
    expect(of({}, { ...LIMIT, nowMs: START + 30 * DAY_MS + 1000 })).toEqual([
      `${RUN} is 30 d old; at most 30 d is allowed.`,
    ])
  })

  it('is wrong where a rehearsal is dated ahead: it would never be too old', () => {
    expect(of({}, { ...LIMIT, nowMs: START - 5 * 60_000 })).toEqual([])
    expect(of({}, { ...LIMIT, nowMs: START - DAY_MS })).toEqual([
      `By this machine's clock ${RUN} begins in 24 h: how old it is cannot be told.`,
    ])
  })

  it('is wrong where the configuration runs another command', () => {
    const other = sealed.planned.map((text) => text.replace('./ship "$PWD"/releases/1', './back 1'))
    expect(of(drills(other))).toEqual([
      `On the page, as ${RUN} ran it, and not run by the configuration of today: ./ship "$PWD"/releases/1`,
      'Run by rehearsal as the configuration is today, and not rehearsed in 20260102-rehearsal: ./back 1',
    ])
  })

  it('is wrong where the configuration runs more, or less, than was rehearsed', () => {
    expect(of(drills([...sealed.planned, './smoke']))).toHaveLength(1)
    const unseen = { ...facts, rehearsals: [{ ...sealed, planned: [...sealed.planned, './extra'] }] }
    expect(findings(unseen, held(), LIMIT)).toEqual([`Run by rehearsal in ${RUN}, and no more: ./extra`])
  })

  it('is wrong where the triggers are others', () => {
    expect(of(drills(sealed.planned, ['errors above 5 % over 3 s']))).toEqual([
      'The triggers of rehearsal are others now: errors above 5 % over 3 s.',
    ])
  })

  it('is wrong where its drill is gone', () => {
    expect(of({ drills: new Map() })).toEqual(['There is no drill rehearsal any more.'])
    expect(of({ drills: new Map([[RUN, { gone: 'It threw.' }]]) })).toEqual(['It threw.'])
  })

  it('is wrong where it is about other versions', () => {
    expect(of({ releases: { current: '2', next: '3' } })).toEqual([
      'It is about 1 → 2; the configuration is about 2 → 3.',
    ])
    expect(of({ releases: null })[0]).toContain('no release')
  })

  it('is wrong where others are to be told, or the build is another', () => {
    expect(of({ tell: ['#ops'] })).toHaveLength(1)
    expect(of({ build: 'make' })).toHaveLength(1)
  })

  it('is wrong where what is asked by hand is asked elsewhere', () => {
    const elsewhere = ['prober.path: not set', 'edge.url: "http://127.0.0.1:8081"', 'version: "/other"']
    expect(of({ asked: elsewhere })).toEqual([
      'What is asked by hand is asked otherwise now: the page was made with edge.url: "http://127.0.0.1:8080".',
    ])
  })

  it('is wrong where commands are given other variables from the shell', () => {
    expect(of({ inherits: ['RAILS_ENV'] })).toEqual([
      'Commands are given other variables from the shell now (inheritEnv): RAILS_ENV.',
    ])
  })

  it('is held against no more than it says, where it is older', () => {
    const { asked: _asked, inherits: _inherits, ...older } = facts
    expect(findings(older, held({ asked: [], inherits: ['RAILS_ENV'] }), LIMIT)).toEqual([])
  })

  it('is wrong where the same was rehearsed since, and did not pass', () => {
    expect(of({ notPassed: [{ run: 'run-9', drill: 'rehearsal', why: 'It failed.' }] })).toEqual([
      'rehearsal did not pass in run-9: It failed.',
    ])
  })
})
