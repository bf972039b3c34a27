import { describe, expect, it } from 'vitest'
import { build } from '../../../src/runbook/parts/build.ts'
import { chosenOf, EVENTS, line, NOBODY, PLANNED, rehearsal, today } from '../build-rehearsal.ts'

const made = (chosen = chosenOf(), more: Parameters<typeof today>[0] = {}) =>
  build(chosen, { today: today(more), unfit: [] })

describe('what is built', () => {
  it('is the release that is shipped, with what it was', () => {
    const { points, steps, missing } = made()
    expect(points).toEqual([
      '1 serves before, and is what is brought back, sha256:aaa',
      '2 is what is shipped, sha256:bbb',
    ])
    expect(steps).toMatchObject([
      {
        command: 'make release VERSION=2',
        expect: ['it ends with exit code 0', 'its digest was sha256:bbb'],
        tookMs: 1200,
        run: '20260102-rehearsal',
      },
    ])
    expect(missing).toEqual([])
  })

  it('is none of a version that begins alike', () => {
    const events = EVENTS.map((event) =>
      event.type === 'command' && event.what === 'build release 2'
        ? { ...event, what: 'build release 2.1' }
        : event,
    )
    expect(made(chosenOf(rehearsal({ events }))).steps.every(({ run }) => run === null)).toBe(true)
  })

  it('was not tried where it was there already: the command is that of the configuration, and it is said', () => {
    const there = rehearsal({
      events: EVENTS.filter((event) => event.type !== 'command' || event.what !== 'build release 2'),
    })
    const { steps, missing } = made(chosenOf(there))
    expect(steps).toMatchObject([{ command: 'make release VERSION=2', run: null, tookMs: null, expect: [] }])
    expect(missing[0]?.what).toBe(
      'How 2 is built was not rehearsed: in 20260102-rehearsal it was there already.',
    )
  })

  it('is what the configuration says, where the target builds nothing', () => {
    const planned = PLANNED.filter(({ what }) => what !== 'build release 2')
    const events = EVENTS.filter((event) => event.type !== 'command' || event.what !== 'build release 2')
    const chosen = chosenOf(rehearsal({ planned, events }))
    expect(made(chosen, { build: 'make all' }).steps).toMatchObject([{ command: 'make all', run: null }])
    expect(made(chosen).steps).toEqual([])
    expect(made(chosen).missing[0]?.what).toBe(
      'How 2 is built was not rehearsed: the target builds nothing (release.build).',
    )
  })

  it('is missing where nothing was shipped, with the drill that would show it', () => {
    expect(made(NOBODY)).toMatchObject({
      steps: [],
      missing: [{ what: 'How 2 is built was not rehearsed.', rehearse: ['firedrill run ship'] }],
    })
    expect(made(chosenOf(), { releases: { current: '1', next: null } }).missing[0]?.what).toContain(
      'release.next',
    )
    expect(made(chosenOf(), { releases: null }).points).toEqual([])
  })
})

it('a build with a note of its own is the one of that version', () => {
  const planned = [{ what: 'build release 2, unless its image is there', command: line('docker build 2') }]
  const events = EVENTS.filter((event) => event.type !== 'command')
  expect(made(chosenOf(rehearsal({ planned, events }))).steps).toMatchObject([{ command: 'docker build 2' }])
  const other = [{ what: 'build release 2.1', command: line('docker build 2.1') }]
  expect(made(chosenOf(rehearsal({ planned: other, events }))).steps).toEqual([])
})
