import { type Context, samplesIn } from '../context.ts'
import type { LossSeen } from '../measurements.ts'
import { quantileIn } from '../ranks.ts'
import { failedIn } from '../samples.ts'
import { type Deploy, firstServedMs, hasStayed } from './deploys.ts'

/**
 * What users lost to a release that did not stay: from the first instance that served it (or from the deploy's begin,
 * where none did) until its rollback had settled, or to the end of what is judged. Null for one that stayed, and for one
 * that was served by nobody before that.
 */
export function lossOf(deploy: Deploy, context: Context): LossSeen | null {
  const { judged, record, rollbacks, watch } = context
  if (hasStayed(deploy) || judged === null) return null
  const startMs = firstServedMs(deploy, watch) ?? deploy.startMs
  const nextMs = context.deploys.find((other) => other.startMs > deploy.startMs)?.startMs ?? judged.endMs
  const rollback = rollbacks.find(({ decidedMs }) => decidedMs >= deploy.startMs && decidedMs < nextMs)
  const lastMs = rollback ? nextMs : (deploy.endMs ?? judged.endMs)
  const endMs = rollback?.settledMs ?? lastMs
  // The load had ended before: nobody was there to lose anything.
  if (endMs <= startMs) return null
  const { durationMs, row, sent } = samplesIn(context, { startMs, endMs })
  const kinds = new Map<string, number>()
  for (let i = 0; i < durationMs.length; i++) {
    if (durationMs[i] !== Number.POSITIVE_INFINITY) continue
    const kind = sent[i] === 0 ? 'never sent' : kindOf(record.requests.status[row[i]!]!)
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  return {
    startMs,
    endMs,
    total: durationMs.length,
    failed: failedIn(durationMs),
    kinds: [...kinds].map(([kind, failed]) => ({ kind, failed })).sort((a, b) => b.failed - a.failed),
    p95Ms: quantileIn(durationMs, 0.95),
    baselineP95Ms: context.baseline.p95Ms,
  }
}

function kindOf(status: number): string {
  return status === 0 ? 'no answer' : `answered ${status}`
}
