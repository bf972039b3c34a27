import { describe, expect, it } from 'vitest'
import { isMovedUp, migration } from '../../../src/runbook/parts/migration.ts'
import { chosenOf, EVENTS, NOBODY, rehearsal, today } from '../build-rehearsal.ts'

const made = (chosen = chosenOf(), more: Parameters<typeof today>[0] = {}) =>
  migration(chosen, { today: today(more), unfit: [] })

describe('a migration', () => {
  it('is looked at, moved, and looked at again, with what was seen', () => {
    const { steps, missing } = made()
    expect(missing).toEqual([])
    expect(steps.map(({ what, expect: seen, tookMs }) => [what, seen, tookMs])).toEqual([
      ['Look which migrations are pending', ['it ends with exit code 0'], 40],
      ['Move the schema', ['it ends with exit code 0', 'it moved two'], 200],
      [
        'Look which migrations are pending',
        ['it ends with exit code 0', 'no migration of 2 is pending: its status shows none'],
        30,
      ],
    ])
    expect(steps[1]?.command).toBe('DATABASE_URL="${DATABASE_URL:?}" ./migrate up 2')
  })

  it('is the one of its step alone: what the gate looked at later is none of it', () => {
    const early = EVENTS.filter(({ atMs }) => atMs < 10_260 || atMs > 10_320)
    const moved = EVENTS.find(({ type }) => type === 'migrated')
    if (!moved) throw new Error('nothing is migrated')
    expect(made(chosenOf(rehearsal({ events: [...early, moved] }))).steps).toHaveLength(2)
  })

  it('is missing where another version was moved to, or none', () => {
    const missing = { rehearse: ['firedrill run move'] }
    expect(made(NOBODY)).toMatchObject({ steps: [], missing: [missing] })
    expect(made(chosenOf(), { releases: { current: '2', next: '3' } })).toMatchObject({
      steps: [],
      missing: [{ what: 'The migration was not rehearsed: nothing of it was seen in 20260102-rehearsal.' }],
    })
  })

  it('that did not pass is missing, with the run that says so', () => {
    const failed = { ...NOBODY, migration: { run: 'run-9', why: 'It failed.' } }
    expect(made(failed).missing[0]?.what).toBe(
      'The migration has no rehearsal that counts: the newest, run-9, did not pass (It failed.).',
    )
  })

  it('is none where the target has no schema', () => {
    expect(made(NOBODY, { hasMigrations: false })).toMatchObject({ steps: [], missing: [] })
  })
})

it('moving up is told from taking down, and from other versions', () => {
  const event = { seq: 1, atMs: 1, type: 'migrated', window: '', release: '2', moved: null } as const
  expect(isMovedUp({ ...event, direction: 'up' }, '2')).toBe(true)
  expect(isMovedUp({ ...event, direction: 'down' }, '2')).toBe(false)
  expect(isMovedUp({ ...event, direction: 'up' }, '3')).toBe(false)
})
