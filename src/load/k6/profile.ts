import type { JsonObject, LoadProfile } from '../../drill/model.ts'
import type { LoadOptions } from '../load.ts'

/**
 * Tags that filters and the decoder need; each costs k6 CPU in each of the rows (`expected_response` is left out, for
 * `http_req_failed` says the same). `vu` and `iter` do not make time series: they come as metadata.
 */
export const SYSTEM_TAGS = [
  'scenario',
  'group',
  'method',
  'status',
  'error_code',
  'check',
  'name',
  'vu',
  'iter',
] as const

const MAX_VUS = 2000
const MIN_VUS = 20

type Timing = Pick<LoadOptions, 'profile' | 'maxDurationMs' | 'requestTimeoutMs' | 'vus'>

/** What takes the place of the script's own load, in k6's option format; empty where the script's is honoured. */
export function scenariosOf(options: Timing): JsonObject {
  const { profile } = options
  if (profile.kind === 'script') return {}
  const vus = maxVusOf(options)
  // A VU that is made in mid-run takes milliseconds in which arrivals are dropped: all are made before.
  const shared = { preAllocatedVUs: vus, maxVUs: vus, gracefulStop: '0s' }
  if (profile.kind === 'constant-arrival-rate') {
    const { rates, timeUnit } = wholeRates([profile.ratePerSecond])
    const load = {
      executor: profile.kind,
      rate: rates[0] as number,
      timeUnit,
      duration: ms(options.maxDurationMs),
    }
    return { scenarios: { load: { ...load, ...shared } } }
  }
  const { rates, timeUnit } = wholeRates([
    profile.startPerSecond,
    ...profile.stages.map((s) => s.toPerSecond),
  ])
  const stages = profile.stages.map((stage, i) => ({
    target: rates[i + 1] as number,
    duration: ms(stage.durationMs),
  }))
  const leftMs = options.maxDurationMs - profile.stages.reduce((sum, stage) => sum + stage.durationMs, 0)
  // The last rate is held until the load is stopped.
  if (leftMs > 0) stages.push({ target: rates.at(-1) as number, duration: ms(leftMs) })
  return {
    scenarios: {
      load: { executor: profile.kind, startRate: rates[0] as number, timeUnit, stages, ...shared },
    },
  }
}

/** Enough for every request to take as long as it may; 0: the script decides. */
export function maxVusOf({ profile, requestTimeoutMs, vus }: Timing): number {
  const peak = peakPerSecond(profile)
  if (peak === null) return 0
  return vus ?? Math.min(MAX_VUS, Math.max(MIN_VUS, Math.ceil((peak * requestTimeoutMs) / 1000)))
}

/** The highest arrival rate of a profile; null where the script decides. */
export function peakPerSecond(profile: LoadProfile): number | null {
  switch (profile.kind) {
    case 'constant-arrival-rate':
      return profile.ratePerSecond
    case 'ramping-arrival-rate':
      return Math.max(profile.startPerSecond, ...profile.stages.map((stage) => stage.toPerSecond))
    case 'script':
      return null
  }
}

/** k6 takes whole numbers only: the smallest time unit in which all rates are whole (else the nearest per 1,000 s). */
function wholeRates(perSecond: number[]): { rates: number[]; timeUnit: string } {
  const seconds =
    [1, 10, 60, 600, 3600].find((unit) => perSecond.every((rate) => isWhole(rate * unit))) ?? 1000
  return { rates: perSecond.map((rate) => Math.round(rate * seconds)), timeUnit: `${seconds}s` }
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) < 1e-9
}

function ms(value: number): string {
  return `${Math.round(value)}ms`
}
