import { unitOf } from '../drill/objective.ts'
import type { Indication } from '../measure/measurements.ts'
import { filterWords, formatCount, formatSeen, indicatorName } from './wording.ts'

/** What was seen, as the first half of a sentence: `4.1 % of 6,212 requests failed (255)`. */
export function seenWords(indication: Indication & { observed: number }, limit: number | null): string {
  const { objective, observed, samples, bad } = indication
  const { indicator } = objective
  const filter = filterWords(objective.filter)
  const shown = formatSeen(observed, limit, unitOf(indicator))
  const count = formatCount(samples)
  switch (indicator.kind) {
    case 'uptime': {
      if (indicator.by === 'time') return `Users were served for ${shown} of the time`
      const failedWords = bad === null ? '' : ` (${formatCount(bad)} failed)`
      return `${shown} of ${count} requests${filter} succeeded${failedWords}`
    }
    case 'errors':
      return `${shown} of ${count} requests${filter} failed${bad === null ? '' : ` (${formatCount(bad)})`}`
    case 'check':
      return `${shown} of ${count} checks "${indicator.name}"${filter} passed`
    case 'latency':
      return `${indicatorName(indicator)}${filter} was ${latencyWords(shown)} over ${count} requests`
    case 'interruption':
      return observed === 0 ? 'The prober saw no interruption' : `The longest interruption was ${shown}`
    case 'recovery':
      return Number.isFinite(observed) ? `It recovered after ${shown}` : 'It did not recover'
    default:
      return `${indicatorName(indicator)} was ${shown}`
  }
}

/** An infinite percentile: so many requests failed that it has no time. */
function latencyWords(shown: string): string {
  return shown === 'never' ? 'endless (too many requests failed)' : shown
}
