import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createProgress } from '../../src/cli/progress.ts'
import { FiredrillError } from '../../src/errors.ts'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import { createLive } from '../../src/run/live.ts'
import { type MadeTerminal, madeTerminal } from './made-terminal.ts'

const ERASE = '\r\u001b[2K'
const event = (atMs: number, body: EventBody): JournalEvent => ({ seq: atMs, atMs, ...body })
const started = event(1000, { type: 'phase-started', window: 'lost', phase: 'lost' })
const ended = (completed: boolean) =>
  event(2000, { type: 'phase-ended', window: 'lost', phase: 'lost', completed })
const failure = new FiredrillError('load-failed', 'k6 ended early.', { hint: 'Look at its log.' })
const TOLD =
  'error [load-failed] k6 ended early.\n  Look at its log.\n  More: docs/errors.md#load-failed-exit-70\n'

function followed(made: { live?: boolean; columns?: number; quiet?: boolean } = {}) {
  const terminal: MadeTerminal = madeTerminal(made)
  return { terminal, progress: createProgress(terminal, made.quiet === true) }
}

describe('where standard error is no terminal', () => {
  it('lines are written as they are, and nothing to standard output', () => {
    const { terminal, progress } = followed()
    progress.line('Building k6')
    progress.event(event(1, { type: 'progress', text: 'starting web-1' }))
    progress.event(event(2, { type: 'done', id: 1 }))
    progress.end()
    expect(terminal.stderr).toBe('Building k6\nstarting web-1\n')
    expect(terminal.stdout).toBe('')
  })

  it('a phase has a line when it begins and when it ends, with how', () => {
    const { terminal, progress } = followed()
    progress.event(started)
    expect(terminal.stderr).toBe('phase lost begins\n')
    progress.event(ended(true))
    expect(terminal.stderr.split('\n')[1]).toMatch(/^phase lost ended: .*req\/s/)
    progress.event(started)
    progress.event(ended(false))
    expect(terminal.stderr.split('\n')[3]).toMatch(/^phase lost was cut short: /)
  })

  it('a phase ends with the numbers of the load and the states of the instances', () => {
    const { terminal, progress } = followed()
    const live = createLive(150)
    live.beginPhase('lost', 0)
    live.add(
      [12, 12, 12, 40].map((durationMs, k) => ({
        startMs: k,
        durationMs,
        certain: true,
        ok: k < 3,
        status: 200,
        error: 0,
        method: 'GET',
        operation: 'read',
        scenario: 'shop',
        group: '',
        instance: null,
        release: null,
      })),
    )
    const instance = { name: 'web-1', url: '', identity: null, release: null, ready: false }
    progress.event(event(0, { type: 'instances', instances: [instance], why: 'start' }))
    progress.live(live)
    progress.event(ended(true))
    progress.end()
    expect(terminal.stderr).toMatch(
      /^phase lost ended: lost 00:0\d {2}\d+ req\/s {2}p95 12 ms {2}errors 25 % {2}web-1 down\n$/,
    )
  })

  it('an error is told with its hint', () => {
    const { terminal, progress } = followed()
    progress.failure(failure)
    expect(terminal.stderr).toBe(TOLD)
  })
})

describe('on a terminal', () => {
  it('a line takes the place of the one that is rewritten', () => {
    const { terminal, progress } = followed({ live: true })
    progress.line('warm-up ended')
    progress.failure(failure)
    progress.end()
    expect(terminal.stderr).toBe(`${ERASE}warm-up ended\n${ERASE}${TOLD}${ERASE}`)
  })
})

describe('while there is load', () => {
  function watched(made: { live?: boolean; columns?: number; quiet?: boolean }, forMs: number): MadeTerminal {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { terminal, progress } = followed(made)
    progress.event(event(0, { type: 'done', id: 1 }))
    progress.live(createLive(150))
    vi.advanceTimersByTime(forMs)
    progress.end()
    const before = terminal.stderr
    vi.advanceTimersByTime(60_000)
    expect(terminal.stderr, 'nothing is written after the end').toBe(before)
    return terminal
  }

  it('one line is rewritten on a terminal, never as wide as it', () => {
    const { stderr } = watched({ live: true, columns: 40 }, 1000)
    const lines = stderr.split(ERASE).slice(1, -1)
    expect(lines).toHaveLength(4)
    expect(lines[3]).toMatch(/^warm-up 00:01 {2}0 req\/s/)
    expect(lines.every((line) => line.length <= 39 && !line.includes('\n'))).toBe(true)
  })

  it('a line is written now and then elsewhere', () => {
    const lines = watched({}, 11_000).stderr.trimEnd().split('\n')
    expect(lines.map((line) => line.slice(0, 13))).toEqual([
      'warm-up 00:00',
      'warm-up 00:05',
      'warm-up 00:10',
    ])
  })
})

it('says nothing but errors when it is asked to be quiet', () => {
  const { terminal, progress } = followed({ quiet: true, live: true })
  progress.line('Building k6')
  progress.event(started)
  progress.live(createLive(150))
  progress.event(ended(true))
  progress.end()
  expect(terminal.stderr).toBe('')
  progress.failure(failure)
  expect(terminal.stderr).toBe(TOLD)
})
