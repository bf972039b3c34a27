/** What steps wrote into the journal of a made run. */
import type { EventBody } from '../../src/journal/events.ts'

type Timed = { atMs: number } & EventBody

const atMs = 8000

export function findingEvent(what: string, holds: boolean | null, path = 'steps[0].steps[0]'): Timed {
  return { atMs, type: 'finding', window: 'calm', path, what, holds, evidence: ['exit code 143'] }
}

/** Waited for within a minute; not met: all of it. */
export function conditionEvent(met: boolean): Timed {
  const tookMs = met ? 900 : 60_000
  const said = { window: 'calm', met, withinMs: 60_000, restedOn: '', tookMs }
  return { atMs, type: 'condition', condition: { kind: 'recovered' }, ...said }
}

export function stepEvents(path: string, outcome: 'done' | 'unmet', what = 'a step'): Timed[] {
  return [
    { atMs, type: 'step-started', path, what },
    { atMs, type: 'step-ended', path, outcome, detail: '' },
  ]
}

export function releaseEvent(version: string): Timed {
  const release = { version, digest: null, where: '/app' }
  return { atMs: 1, type: 'release', ref: { ref: 'next' }, release }
}

export function startedEvent(...names: string[]): Timed {
  const instances = names.map((name) => ({
    name,
    url: 'http://127.0.0.1:3001',
    identity: null,
    alive: true,
    ready: true,
    release: null,
  }))
  return { atMs: 1, type: 'instances', why: 'the drill begins', instances } as unknown as Timed
}
