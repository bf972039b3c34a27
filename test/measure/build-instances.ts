/** Events of the instance watch and of releases, in few words. All times are run ms. */
import type { EventBody, InstanceState } from '../../src/journal/events.ts'
import type { Instance, Release } from '../../src/target/target.ts'

export type Timed = { atMs: number } & EventBody

/** An instance from a moment on: healthy, ready and serving, except for what is given. */
export function state(name: string, atMs: number, more: Partial<InstanceState> = {}): Timed {
  return {
    atMs,
    type: 'instance-state',
    name,
    alive: true,
    health: 200,
    ready: 200,
    failing: [],
    serves: true,
    release: '1.0.0',
    bootId: `${name}-a`,
    endAsked: false,
    ...more,
  }
}

/** Nothing of it lives, as it was asked to unless given. */
export function down(name: string, atMs: number, more: Partial<InstanceState> = {}): Timed {
  const nothing = { alive: false, health: null, ready: null, serves: false, release: null, bootId: null }
  return state(name, atMs, { ...nothing, endAsked: true, ...more })
}

/** It lives and does not answer yet. */
export function booting(name: string, atMs: number, more: Partial<InstanceState> = {}): Timed {
  return state(name, atMs, { health: null, ready: null, serves: false, release: null, bootId: null, ...more })
}

/** The watch's word, once a second, that it took five looks. */
export function watched(fromMs: number, toMs: number): Timed[] {
  const count = Math.floor((toMs - fromMs) / 1000) + 1
  return Array.from({ length: count }, (_, k) => ({
    atMs: fromMs + k * 1000,
    type: 'instances-watched' as const,
    looks: 5,
  }))
}

export function release(version: string): Release {
  return { version, digest: null, where: `/releases/${version}` }
}

/** The target was asked which instances there are. */
export function instances(atMs: number, names: string[], version: string | null = '1.0.0'): Timed {
  const told = version === null ? null : { version, digest: null, source: 'header' }
  const all = names.map((name): Instance => ({ name, url: '', identity: null, release: told, ready: true }))
  return { atMs, type: 'instances', instances: all, why: '' }
}

export function deployStarted(atMs: number, window: string, to: string, strategy = 'rolling'): Timed {
  return { atMs, type: 'deploy-started', window, from: release('1.0.0'), to: release(to), strategy }
}

export function switched(atMs: number, window: string, name: string, to: string): Timed {
  return { atMs, type: 'instance-switched', window, name, to: release(to) }
}

export function deployEnded(
  atMs: number,
  window: string,
  outcome: 'deployed' | 'refused' | 'cancelled' = 'deployed',
  code: Extract<EventBody, { type: 'deploy-ended' }>['code'] = null,
): Timed {
  return { atMs, type: 'deploy-ended', window, outcome, code, detail: '' }
}

export function triggered(atMs: number, window: string): Timed[] {
  const condition = { kind: 'recovered' as const }
  return [
    { atMs, type: 'trigger', window, condition, restedOn: '12 of 240 requests failed', samples: {} },
    { atMs, type: 'rollback-decided', window, why: 'triggered', to: release('1.0.0') },
  ]
}

/** Started and acted. */
export function rolledBack(startedMs: number, actedMs: number, window: string): Timed[] {
  return [
    { atMs: startedMs, type: 'rollback-started', window },
    { atMs: actedMs, type: 'rollback-acted', window },
  ]
}
