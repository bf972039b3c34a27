import { describe, expect, it } from 'vitest'
import type { Step } from '../../../src/drill/model.ts'
import { rollback as rollbackStep } from '../../../src/drill/shipping.ts'
import { manual, phase } from '../../../src/drill/steps.ts'
import { rollback } from '../../../src/runbook/parts/rollback.ts'
import {
  COMMANDS,
  chosenOf,
  DEPLOY,
  drillOf,
  EVENTS,
  line,
  NOBODY,
  PLANNED,
  ran,
  rehearsal,
  today,
} from '../build-rehearsal.ts'

const made = (chosen = chosenOf(), more: Parameters<typeof today>[0] = {}) =>
  rollback(chosen, { today: today(more), unfit: [] })
const BY_HAND = (): Step[] => [phase('by hand', [manual('Go back.'), rollbackStep({ observed: true })])]

describe('the rollback', () => {
  it('is what was run, when each instance served again, and what is seen then', () => {
    const { steps } = made()
    expect(steps.map(({ what, command }) => [what, command])).toEqual([
      ['Roll back to 1', './ship "$PWD"/releases/1'],
      ['Ask what users ask', expect.stringContaining('curl')],
      ['Every instance serves the release before', null],
      ['See what users get', null],
    ])
    expect(steps[0]).toMatchObject({
      tookMs: 2000,
      expect: [
        'it ends with exit code 0',
        'web-1 serves 1 and is ready: 1.1 s after the decision',
        'web-2 serves 1 and is ready: 2.1 s after the decision',
      ],
    })
  })

  it('says how long it took, in its parts', () => {
    expect(made().notes[0]).toBe(
      'From the decision until users were well again, the rollback from 2 to 1 took 3 s in all in 20260102-rehearsal; in seconds: decide 0.0, act 2.3, ready 0.0, settled 0.7.',
    )
  })

  it('of a bad release says which version it was, where that stands in a command', () => {
    const command = line('./back 2-bad 1')
    const events = EVENTS.map((event) =>
      event.type === 'command' && event.what === 'roll back to 1' ? { ...event, command } : event,
    )
    const planned = [...PLANNED, { what: 'roll back to 1', command }]
    const deploys = [{ ...DEPLOY, to: '2-bad' }]
    const bad = rehearsal({ events, planned, verdict: { deploys } })
    expect(made(chosenOf(bad)).notes.at(-1)).toContain('Where 2-bad stands in a command')
    const plain = rehearsal({ verdict: { deploys } })
    expect(made(chosenOf(plain)).notes.join()).not.toContain('stands in a command')
  })

  it('is missing where it was not rehearsed, and where it went to another version', () => {
    expect(made(NOBODY).missing[0]).toEqual({
      what: 'The rollback was not rehearsed.',
      rehearse: ['firedrill run back'],
    })
    expect(made(chosenOf(), { releases: { current: '2', next: '3' } })).toMatchObject({ steps: [] })
  })
})

describe('a person', () => {
  const byHand = rehearsal({
    run: 'run-by-hand',
    drill: drillOf(BY_HAND, 'by-hand'),
    events: [{ atMs: 17_000, type: 'manual', window: 'by hand', text: 'Go back.' }],
  })

  it('who was timed is told of', () => {
    const { notes, missing } = made({ ...chosenOf(), 'by-hand': byHand })
    expect(notes[1]).toBe(
      'A person, asked "Go back.", had every instance back on 1 after 2.29 s, in run-by-hand.',
    )
    expect(missing).toEqual([])
  })

  it('is asked for where there was none', () => {
    expect(made().missing).toEqual([
      {
        what: 'How long a person takes who follows this was not rehearsed.',
        rehearse: ['firedrill run by-hand'],
      },
    ])
  })
})

describe('whether the release before serves on the new schema', () => {
  const words = 'Whether 1 serves on the schema of 2 was not rehearsed.'
  const missing = (chosen = chosenOf(), more = {}) => made(chosen, more).missing.map(({ what }) => what)

  it('was tried where the rollback came after the migration', () => {
    expect(missing()).not.toContain(words)
  })

  it('was not where the schema was left, or taken back before', () => {
    const unmoved = rehearsal({ events: EVENTS.filter(({ type }) => type !== 'migrated') })
    expect(missing(chosenOf(unmoved))).toContain(words)
    const down = {
      atMs: 16_000,
      type: 'migrated',
      window: '',
      release: '2',
      direction: 'down',
      moved: null,
    } as const
    const events = [
      ...EVENTS.filter(({ atMs }) => atMs < 16_000),
      down,
      ...EVENTS.filter(({ atMs }) => atMs > 16_000),
    ]
    expect(missing(chosenOf(rehearsal({ events })))).toContain(words)
  })

  it('may have been tried in another run', () => {
    const unmoved = rehearsal({ events: EVENTS.filter(({ type }) => type !== 'migrated') })
    expect(missing({ ...chosenOf(unmoved), migration: rehearsal() })).not.toContain(words)
  })

  it('is no question where there is no schema', () => {
    const unmoved = rehearsal({
      events: [...ran('x', COMMANDS.check, 1, 2), ...EVENTS.filter(({ type }) => type !== 'migrated')],
    })
    expect(missing(chosenOf(unmoved), { hasMigrations: false })).not.toContain(words)
  })
})
