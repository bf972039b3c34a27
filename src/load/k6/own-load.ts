/** What a script's own scenarios come to, as far as their descriptions tell: how long they last, and the most that they make. */
import type { Json, JsonObject } from '../../drill/model.ts'
import { goDurationMs } from '../../go-duration.ts'

export interface OwnLoad {
  /** Until the last scenario has ended, at the latest, ms; without the time that k6 gives what is under way then. */
  lastsMs: number
  /** The most iterations a second that are due at one moment, of those scenarios that say so. */
  peakPerSecond: number
  /** Scenarios that keep no rate: how fast the app answers decides. */
  withoutRate: readonly string[]
  /** The script's own `rps`: k6 makes no more requests a second, whatever is due; null: none is set. */
  mostRequestsPerSecond: number | null
}

/** A stretch in which the rate moves in a straight line. */
interface Stretch {
  fromMs: number
  toMs: number
  fromRate: number
  toRate: number
}

interface Scenario {
  name: string
  endMs: number
  /** Null: it keeps no rate. */
  stretches: Stretch[] | null
}

/** k6's own, for scenarios that are so many iterations. */
const MOST_MS = 600_000

/** Of the options that `k6 inspect --execution-requirements` prints; null where no scenario is among them. */
export function ownLoadOf({ scenarios, rps }: JsonObject): OwnLoad | null {
  if (!isObject(scenarios)) return null
  const all = Object.entries(scenarios).flatMap(([name, each]) => (isObject(each) ? [read(name, each)] : []))
  if (all.length === 0) return null
  const stretches = all.flatMap((each) => each.stretches ?? [])
  return {
    lastsMs: Math.max(...all.map(({ endMs }) => endMs)),
    peakPerSecond: peakOf(stretches),
    withoutRate: all.flatMap(({ name, stretches: rated }) => (rated === null ? [name] : [])),
    mostRequestsPerSecond: typeof rps === 'number' && rps > 0 ? rps : null,
  }
}

function read(name: string, scenario: JsonObject): Scenario {
  const startMs = goDurationMs(scenario.startTime) ?? 0
  const perSecond = 1000 / (goDurationMs(scenario.timeUnit) || 1000)
  const lengthMs = goDurationMs(scenario.duration) ?? 0
  switch (scenario.executor) {
    case 'constant-arrival-rate': {
      const rate = numberOf(scenario.rate) * perSecond
      const endMs = startMs + lengthMs
      return { name, endMs, stretches: [{ fromMs: startMs, toMs: endMs, fromRate: rate, toRate: rate }] }
    }
    case 'ramping-arrival-rate': {
      const from = numberOf(scenario.startRate) * perSecond
      const stretches = ramp(stagesOf(scenario), { startMs, from, perSecond })
      return { name, endMs: stretches.at(-1)?.toMs ?? startMs, stretches }
    }
    case 'constant-vus':
      return { name, endMs: startMs + lengthMs, stretches: null }
    case 'ramping-vus': {
      const stages = stagesOf(scenario)
      return { name, endMs: startMs + stages.reduce((sum, { ms }) => sum + ms, 0), stretches: null }
    }
    default:
      return { name, endMs: startMs + (goDurationMs(scenario.maxDuration) ?? MOST_MS), stretches: null }
  }
}

function stagesOf({ stages }: JsonObject): { ms: number; target: number }[] {
  if (!Array.isArray(stages)) return []
  return stages
    .filter(isObject)
    .map(({ duration, target }) => ({ ms: goDurationMs(duration) ?? 0, target: numberOf(target) }))
}

function ramp(
  stages: readonly { ms: number; target: number }[],
  { startMs, from, perSecond }: { startMs: number; from: number; perSecond: number },
): Stretch[] {
  let [fromMs, fromRate] = [startMs, from]
  return stages.map(({ ms, target }) => {
    const stretch = { fromMs, toMs: fromMs + ms, fromRate, toRate: target * perSecond }
    fromMs = stretch.toMs
    fromRate = stretch.toRate
    return stretch
  })
}

/** What moves in straight lines is highest where one of them begins or ends: just before it, or just after. */
function peakOf(stretches: readonly Stretch[]): number {
  const moments = stretches.flatMap(({ fromMs, toMs }) => [fromMs, toMs])
  const sums = moments.flatMap((atMs) => [
    sumAt(stretches, atMs, ({ fromMs, toMs }) => fromMs < atMs && atMs <= toMs),
    sumAt(stretches, atMs, ({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs),
  ])
  return sums.reduce((most, sum) => Math.max(most, sum), 0)
}

function sumAt(stretches: readonly Stretch[], atMs: number, goesOn: (one: Stretch) => boolean): number {
  const rates = stretches
    .filter(goesOn)
    .map(
      ({ fromMs, toMs, fromRate, toRate }) =>
        fromRate + ((toRate - fromRate) * (atMs - fromMs)) / (toMs - fromMs),
    )
  return rates.reduce((sum, rate) => sum + rate, 0)
}

function numberOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
