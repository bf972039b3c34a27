import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createProgress } from '../../src/cli/progress.ts'
import { FiredrillError } from '../../src/errors.ts'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import { createLive } from '../../src/run/live.ts'
import { madeScreen } from './made-screen.ts'
import { type MadeTerminal, madeTerminal } from './made-terminal.ts'

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
    const live = createLive(() => 150)
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
  it('lines stand as they were said, and an error below them', () => {
    const { terminal, progress } = followed({ live: true })
    progress.line('warm-up ended')
    progress.failure(failure)
    progress.end()
    const screen = madeScreen()
    screen.err(terminal.stderr)
    expect(screen.rows()).toEqual(['warm-up ended', ...TOLD.trimEnd().split('\n'), ''])
  })
})

describe('while there is load', () => {
  function watched(made: { live?: boolean; columns?: number; quiet?: boolean }, forMs: number): MadeTerminal {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { terminal, progress } = followed(made)
    progress.event(event(0, { type: 'done', id: 1 }))
    progress.live(createLive(() => 150))
    vi.advanceTimersByTime(forMs)
    progress.end()
    const before = terminal.stderr
    vi.advanceTimersByTime(60_000)
    expect(terminal.stderr, 'nothing is written after the end').toBe(before)
    return terminal
  }

  it('a few lines are drawn over on a terminal, only where they changed, and none is left at the end', () => {
    const { stderr } = watched({ live: true, columns: 40 }, 2000)
    const frames = stderr.split('\u001b[?2026h').slice(1)
    // The clock goes on once a second, and the numbers do not.
    expect(frames).toHaveLength(4)
    const screen = madeScreen(39)
    for (const frame of frames.slice(0, -1)) screen.err(`\u001b[?2026h${frame}`)
    expect(screen.rows()).toEqual(['warm-up   00:02', '0 req/s   p95 –   errors 0 %'])
    screen.err(`\u001b[?2026h${frames.at(-1)}`)
    expect(screen.rows()).toEqual([''])
  })

  it('it is said which phase it is, of how many, and what is done in it', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { terminal, progress } = followed({ live: true })
    const phases = [
      { name: 'baseline', plannedMs: 20_000 },
      { name: 'lost', plannedMs: 15_000 },
    ]
    progress.event(event(0, { type: 'planned', phases }))
    const live = createLive(() => 150)
    progress.live(live)
    live.beginPhase('lost', 1000)
    progress.event(started)
    progress.event(event(1001, { type: 'step-started', path: 'steps[1].steps[0]', what: 'hold 15 s' }))
    vi.advanceTimersByTime(250)
    const screen = madeScreen()
    screen.err(terminal.stderr)
    progress.end()
    expect(screen.rows()).toEqual([
      'phase lost begins',
      expect.stringMatching(/^lost {3}2\/2 {3}00:0\d of 00:15 {3}hold 15 s$/),
      '0 req/s   p95 –   errors 0 %',
    ])
  })

  it('what comes after a phase is none of it', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { terminal, progress } = followed({ live: true })
    progress.event(event(0, { type: 'planned', phases: [{ name: 'lost', plannedMs: 15_000 }] }))
    const live = createLive(() => 150)
    progress.live(live)
    live.beginPhase('lost', 1000)
    progress.event(started)
    vi.advanceTimersByTime(2000)
    live.endPhase(2000)
    progress.event(ended(true))
    vi.advanceTimersByTime(3000)
    const screen = madeScreen()
    screen.err(terminal.stderr)
    progress.end()
    expect(screen.rows().slice(-2)).toEqual(['between phases   00:03', '0 req/s   p95 –   errors –'])
  })

  it('a phase within another that ends leaves the other open', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { terminal, progress } = followed({ live: true })
    const live = createLive(() => 150)
    progress.live(live)
    live.beginPhase('lost', 1000)
    progress.event(started)
    progress.event(event(1500, { type: 'phase-started', window: 'inner', phase: 'inner' }))
    progress.event(event(1600, { type: 'phase-ended', window: 'inner', phase: 'inner', completed: true }))
    vi.advanceTimersByTime(3000)
    const screen = madeScreen()
    screen.err(terminal.stderr)
    progress.end()
    expect(screen.rows().join('\n')).not.toContain('between phases   ')
  })

  it('a terminal that has become narrower gets lines that fit it', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    let columns = 100
    const written: string[] = []
    const terminal = {
      ...madeTerminal({ live: true }),
      get columns() {
        return columns
      },
      err: (text: string) => void written.push(text),
    }
    const progress = createProgress(terminal, false)
    progress.event(event(0, { type: 'done', id: 1 }))
    progress.live(createLive(() => 150))
    vi.advanceTimersByTime(250)
    columns = 20
    vi.advanceTimersByTime(250)
    progress.end()
    expect(written).toHaveLength(3)
    const narrow = madeScreen(19)
    narrow.err(written[1]?.replace('\r\u001b[1A', '\r') ?? '')
    expect(narrow.rows()).toEqual(['warm-up   00:00', '0 req/s   p95 –   …'])
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
  progress.live(createLive(() => 150))
  progress.event(ended(true))
  progress.end()
  expect(terminal.stderr).toBe('')
  progress.failure(failure)
  expect(terminal.stderr).toBe(TOLD)
})
