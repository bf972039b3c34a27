/** What a strategy asks of the target beside `deploy` itself, so that a plan can refuse it. */
import type { Strategy } from '../target/target.ts'

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
