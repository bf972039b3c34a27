/** What a strategy asks of the target beside `deploy` itself, so that a plan can refuse it. */
import type { Strategy } from '../target/target.ts'

/** After a user's own command has ended, until every instance says by its own word that it serves the release. */
export const SERVES_WITHIN_MS = 60_000

/** Must the edge be told where to send requests? */
export function needsRoute({ kind }: Strategy): boolean {
  return kind === 'blue-green' || kind === 'canary'
}

/** Must it be known which instance each request was sent to? */
export function needsTraffic({ kind }: Strategy): boolean {
  return kind === 'canary'
}

/** How long the edge is given where its answers do not tell who gave them, ms. */
export function settleMs(strategy: Strategy): number {
  return strategy.kind === 'command' ? 0 : strategy.settleMs
}

/** The longest that shipping and bringing back may take, ms; empty where the strategy sets no limit of its own. */
export function limitsOf(strategy: Strategy | null): { deployMs?: number; rollbackMs?: number } {
  if (strategy?.kind !== 'command' || strategy.limitMs === undefined) return {}
  const onceMs = strategy.limitMs + SERVES_WITHIN_MS
  // One that is refused is brought back in the same step.
  return { deployMs: 2 * onceMs, rollbackMs: onceMs }
}
