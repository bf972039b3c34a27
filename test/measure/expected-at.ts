import type { EventBody } from '../../src/journal/events.ts'

/** What a run writes down as it comes to a clause in mid-drill: the step, and that it was come to. */
export function expectedAt(atMs: number, path: string, window: string): ({ atMs: number } & EventBody)[] {
  return [
    { atMs, type: 'step-started', path, what: 'expect' },
    { atMs, type: 'expectation', index: 0, window },
  ]
}
