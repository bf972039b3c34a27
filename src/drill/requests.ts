/** How many requests an objective needs to be decided: the arithmetic behind `longEnough()`. */
import type { Objective } from './objective.ts'

export interface RequestsNeeded {
  /** Fewer are too few to tell: 1 ÷ (1 − q) could not show a breach (99.9 %: 1,000); p95 is not among fewer than 59. */
  toDecide: number
  /**
   * So many without a single bad one prove q with 95 % confidence: ln 0.05 ÷ ln q (99.9 %: 2,995). Percentiles are bounded
   * on both sides together: ln 0.025 ÷ ln q (p95: 72).
   */
  toProve: number
  /** False: they are counted among what the filter or the check selects, whose share of the load is not known. */
  ofAll: boolean
}

/**
 * Null when no number of requests decides it: it is not about requests, claims no share of good ones, or claims all
 * of them.
 */
export function requiredRequests(objective: Objective): RequestsNeeded | null {
  const good = shareOfGood(objective)
  if (good === null || good <= 0 || good >= 1) return null
  const { indicator, filter } = objective
  const withNoneBad = (chance: number): number => Math.ceil(round(Math.log(chance) / Math.log(good)))
  const ofPercentile = indicator.kind === 'latency'
  return {
    toDecide: ofPercentile ? withNoneBad(0.05) : Math.ceil(round(1 / (1 - good))),
    toProve: withNoneBad(ofPercentile ? 0.025 : 0.05),
    ofAll: indicator.kind !== 'check' && Object.keys(filter).length === 0,
  }
}

/** The share q of requests that the objective says are good. */
function shareOfGood({ indicator, bound }: Objective): number | null {
  if (bound.op === 'notWorseThan') return indicator.kind === 'latency' ? indicator.percentile / 100 : null
  const upper = bound.op === 'below' || bound.op === 'atMost'
  switch (indicator.kind) {
    case 'latency':
      return upper ? indicator.percentile / 100 : null
    case 'uptime':
      return indicator.by === 'requests' && !upper ? bound.value : null
    case 'check':
      return upper ? null : bound.value
    case 'errors':
      return upper ? round(1 - bound.value) : null
    default:
      return null
  }
}

/** 1 ÷ (1 − 0.999) is 1000.0000000000009 in binary; the thousandth request does decide it. */
function round(value: number): number {
  return Number(value.toPrecision(12))
}
