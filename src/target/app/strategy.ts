/** How releases are switched, from what is written: the user's own commands, or a built-in strategy. */
import { durationMs, ratio } from '../../units.ts'
import type { CanarySettings, Strategy } from '../target.ts'
import type { DeployOptions } from './release-options.ts'

const SETTLE_MS = 1000

/** Of a target's options, those that say how releases are switched. */
export interface Releasing {
  release?: unknown
  deploy?: DeployOptions | undefined
}

/** Null where the configuration names no release: there is nothing to switch. */
export function strategyOf({ release, deploy }: Releasing): Strategy | null {
  if (!release) return null
  if (!deploy) return { kind: 'rolling', settleMs: SETTLE_MS }
  if ('run' in deploy) return { kind: 'command', limitMs: durationMs(deploy.timeout) }
  const settleMs = durationMs(deploy.settle)
  if (deploy.strategy !== 'canary') return { kind: deploy.strategy, settleMs }
  return { kind: 'canary', settleMs, canary: canaryOf(deploy.canary) }
}

type Canary = Extract<NonNullable<DeployOptions>, { strategy: 'canary' }>['canary']

function canaryOf(written: Canary): CanarySettings {
  return {
    share: ratio(written.share),
    warmUpMs: durationMs(written.warmUp),
    intervalMs: durationMs(written.interval),
    intervals: written.intervals,
    latencyRatio: written.latencyRatio,
    errorMargin: ratio(written.errorMargin),
    hardErrors: ratio(written.hardErrors),
    hardP95Ms: durationMs(written.hardP95),
    minRequests: written.minRequests,
  }
}
