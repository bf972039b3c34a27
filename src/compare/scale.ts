/** On what scale an indicator is compared, which way is worse, and what is too little to matter. */
import { type Indicator, type Objective, unitOf } from '../drill/objective.ts'

/** `ratio`: times, by how many times as long; `share`: of bad ones; `difference`: all else. */
export type Scale = 'ratio' | 'share' | 'difference'

export function scaleOf(indicator: Indicator): Scale {
  if (indicator.kind === 'uptime' && indicator.by === 'time') return 'difference'
  const unit = unitOf(indicator)
  return unit === 'ms' ? 'ratio' : unit === 'ratio' ? 'share' : 'difference'
}

/** Is a smaller value the worse one? Where the indicator does not say, its bound does. */
export function smallerIsWorse({ indicator, bound }: Pick<Objective, 'indicator' | 'bound'>): boolean {
  switch (indicator.kind) {
    case 'uptime':
    case 'check':
    case 'ready-instances':
      return true
    case 'metric':
    case 'probe':
    case 'custom':
      return bound.op === 'above' || bound.op === 'atLeast'
    default:
      return false
  }
}

/** Times below this are alike: no instrument tells them apart. In ms. */
export function resolutionMs({ kind }: Indicator): number {
  switch (kind) {
    case 'latency':
    case 'failure-latency':
      return 1
    // Three ticks of the prober.
    case 'interruption':
      return 60
    // Clean seconds are counted.
    case 'recovery':
    case 'rollback-time':
      return 2000
    // Two looks of the watch.
    default:
      return 400
  }
}

/** The share of bad ones that the objective allows. */
export function allowedShare({ indicator, bound }: Pick<Objective, 'indicator' | 'bound'>): number {
  if (bound.op === 'notWorseThan') return 0.01
  return Math.max(1e-6, smallerIsWorse({ indicator, bound }) ? 1 - bound.value : bound.value)
}

/** A share, and not one of requests or checks: of time, or of values that are not 0, as of a k6 Rate. */
export function isShareAsNumber(indicator: Indicator): boolean {
  if (indicator.kind === 'metric' || indicator.kind === 'probe') return indicator.stat === 'rate'
  return indicator.kind === 'uptime' && indicator.by === 'time'
}

/** What matters in the unit, however small the first side's value is: one of what is counted, the share that is allowed. */
export function leastThatMatters({ indicator, bound }: Pick<Objective, 'indicator' | 'bound'>): number {
  if (isShareAsNumber(indicator)) return allowedShare({ indicator, bound })
  const counts = isCounted(indicator) || ('stat' in indicator && indicator.stat === 'count')
  return counts ? 1 : 0
}

/** Things that are counted, every one of them: not a sample of something. */
export function isCounted({ kind }: Indicator): boolean {
  return ['failures', 'deaths', 'ready-instances', 'writes', 'jobs'].includes(kind)
}
