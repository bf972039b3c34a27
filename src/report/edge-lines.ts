import type { Verdict } from '../verdict/schema.ts'

/** Said of a run whose edge was not the team's: what it hides or adds is not the app's. None otherwise. */
export function edgeLines({ target }: Pick<Verdict, 'target'>): string[] {
  if (target.edge === undefined) return []
  return [
    'edge: firedrill’s own (built-in), not the one that users of this app meet; it tries again what is safe to send twice, and takes an instance that fails out',
  ]
}
