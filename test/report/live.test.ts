import { expect, test } from 'vitest'
import { type LiveState, liveLine, plainProgress } from '../../src/report/live.ts'

const state: LiveState = {
  window: 'lost',
  phase: { number: 2, of: 3, plannedMs: 15_000 },
  elapsedMs: 12_900,
  requestsPerSecond: 198.2,
  p95Ms: 12,
  errorRatio: 0.0002,
  instances: [
    { name: 'web-1', state: 'down' },
    { name: 'web-2', state: 'ready' },
  ],
  note: '',
  now: '',
}

test('one line says it all', () => {
  expect(liveLine(state, 200)).toBe(
    'lost 00:12  198 req/s  p95 12 ms  errors 0.02 %  web-1 down, web-2 ready',
  )
})

test('what is not known is a dash, and the line fits', () => {
  const none = {
    ...state,
    window: null,
    p95Ms: null,
    errorRatio: null,
    instances: [],
    note: 'starting web-1',
  }
  expect(liveLine(none, 200)).toBe('between phases 00:12  198 req/s  p95 –  errors –  starting web-1')
  expect(liveLine(state, 20)).toBe('lost 00:12  198 req…')
  expect(liveLine({ ...state, p95Ms: Number.POSITIVE_INFINITY, elapsedMs: 3_725_000 }, 200)).toContain(
    'lost 62:05  198 req/s  p95 never',
  )
  expect(liveLine({ ...state, note: '\u001b[2J\n' }, 200)).not.toContain('\u001b')
})

test('plain lines: the ends of phases, and one every five seconds', () => {
  const progress = plainProgress()
  const at = (kind: 'phase-started' | 'phase-ended' | 'tick', nowMs: number, completed = true) =>
    progress.next(
      kind === 'tick'
        ? { kind }
        : kind === 'phase-started'
          ? { kind, window: 'lost' }
          : { kind, window: 'lost', completed },
      state,
      nowMs,
    )
  expect(at('phase-started', 0)).toBe('phase lost begins')
  expect([1000, 4999].map((nowMs) => at('tick', nowMs))).toEqual([null, null])
  expect(at('tick', 5000)).toBe(liveLine(state, 400))
  expect(at('tick', 9000)).toBeNull()
  expect(at('phase-ended', 9100)).toContain('phase lost ended: lost 00:12')
  const last = { ...state, now: 'phase lost' }
  expect(progress.next({ kind: 'phase-ended', window: 'lost', completed: true }, last, 9150)).toBe(
    `phase lost ended: ${liveLine(state, 400)}`,
  )
  expect(at('phase-ended', 9200, false)).toContain('was cut short')
})
