import type { BrokenSettings } from './settings.ts'

/** What becomes of one request to a bad release. */
export type Fate =
  | { kind: 'pass' }
  | { kind: 'late'; byMs: number }
  | { kind: 'answer'; status: number; body: string }

const PASS: Fate = { kind: 'pass' }

/**
 * Readiness, health and version are spared, but by `never-ready`: a release that is slow or fails gets through the
 * readiness gate. `random` gives 0 ≤ value < 1.
 */
export function decide(url: string, settings: BrokenSettings, random: () => number): Fate {
  const { how, ready, spared } = settings
  const path = url.split('?')[0] ?? ''
  if (how.kind === 'never-ready')
    return path === ready ? answer(503, { ready: false, failing: [{ check: 'broken on purpose' }] }) : PASS
  if (how.kind === 'exits' || path === ready || spared.includes(path) || random() >= how.share) return PASS
  if (how.kind === 'slow') return { kind: 'late', byMs: how.byMs }
  return answer(500, { error: 'broken on purpose' })
}

function answer(status: number, body: object): Fate {
  return { kind: 'answer', status, body: JSON.stringify(body) }
}
