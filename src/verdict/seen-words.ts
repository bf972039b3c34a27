import { describeFilter, describeIndicator } from '../drill/describe.ts'
import { type Indicator, unitOf } from '../drill/objective.ts'
import type { Indication } from '../measure/measurements.ts'
import { counted, formatCount, formatSeen } from './wording.ts'

/** What was seen, as the first half of a sentence: `4.1 % of 6,212 requests failed (255)`. */
export function seenWords(indication: Indication & { observed: number }, limit: number | null): string {
  const { objective, observed, samples, bad } = indication
  const { indicator } = objective
  const filter = describeFilter(objective.filter)
  const shown = formatSeen(observed, limit, unitOf(indicator))
  const count = formatCount(samples)
  const requests = `${counted(samples, 'request')}${filter}`
  switch (indicator.kind) {
    case 'uptime': {
      if (indicator.by === 'time') return `Users were served for ${shown} of the time`
      const failedWords = bad === null ? '' : ` (${formatCount(bad)} failed)`
      return `${shown} of ${requests} succeeded${failedWords}`
    }
    case 'errors':
      return `${shown} of ${requests} failed${bad === null ? '' : ` (${formatCount(bad)})`}`
    case 'check':
      return `${shown} of ${counted(samples, 'check')} "${indicator.name}"${filter} passed`
    case 'latency':
      return `${describeIndicator(indicator)}${filter} was ${latencyWords(shown)} over ${counted(samples, 'request')}`
    case 'interruption':
      return observed === 0 ? 'The prober saw no interruption' : `The longest interruption was ${shown}`
    case 'recovery':
      return Number.isFinite(observed) ? `It recovered after ${shown}` : 'It did not recover'
    case 'failures':
      return observed === 0 ? `None of ${requests} failed` : `${shown} of ${requests} failed`
    case 'failure-latency':
      return `${describeIndicator(indicator)}${filter} was ${shown} over ${count} that failed`
    case 'writes':
    case 'jobs':
      return ledgerWords(indicator, observed, count)
    default:
      return releaseWords(indicator.kind, observed, shown) ?? `${describeIndicator(indicator)} was ${shown}`
  }
}

/** What was seen of releases and instances; null: it is neither. */
function releaseWords(kind: Indicator['kind'], observed: number, shown: string): string | null {
  const never = !Number.isFinite(observed)
  switch (kind) {
    case 'detection':
      if (never) return 'It was never detected'
      return observed === 0
        ? 'It was stopped before any instance served it'
        : `It was detected after ${shown}`
    case 'rollback-time':
      if (never) return 'The rollback never settled'
      return observed === 0 ? 'There was nothing to roll back' : `The rollback took ${shown}`
    case 'deploy-time':
      return `The deploy took ${shown}`
    case 'ready-instances':
      return `At the worst moment ${shown} ${observed === 1 ? 'instance was' : 'instances were'} ready`
    case 'false-ready':
      return observed === 0
        ? 'No instance that could not serve said that it was ready'
        : `An instance that could not serve said for ${shown} that it was ready`
    case 'unhealthy':
      return observed === 0
        ? 'Every instance that lived said so'
        : `An instance lived and for ${shown} did not say so`
    case 'boot-time':
      return never
        ? 'An instance was started and never ready'
        : `The slowest instance was ready ${shown} after its start`
    case 'deaths':
      if (observed === 0) return 'No process ended unasked'
      return `${shown} ${observed === 1 ? 'process' : 'processes'} ended unasked`
    default:
      return null
  }
}

function ledgerWords(
  { kind, wrong }: Extract<Indicator, { kind: 'writes' | 'jobs' }>,
  observed: number,
  count: string,
): string {
  const of =
    kind === 'writes'
      ? `acknowledged write${count === '1' ? '' : 's'}`
      : `job${count === '1' ? '' : 's'} of stored writes`
  const one = observed === 1
  const was = kind === 'writes' ? WRONG_WRITES[wrong] : WRONG_JOBS[wrong]
  if (observed === 0) return `None of ${count} ${of} was ${was}`
  return `${formatCount(observed)} of ${count} ${of} ${one ? 'was' : 'were'} ${was}`
}

const WRONG_WRITES = { lost: 'lost', duplicated: 'duplicated' } as const
const WRONG_JOBS = { lost: 'not done', duplicated: 'done more than once' } as const

/** An infinite percentile: so many requests failed that it has no time. */
function latencyWords(shown: string): string {
  return shown === 'never' ? 'endless (too many requests failed)' : shown
}
