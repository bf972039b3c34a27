/** How long a load takes to make so many requests. */
import type { LoadProfile } from './model.ts'

/**
 * Milliseconds from `fromMs` (since the load began) until `requests` have arrived; null when the rate is not known (a
 * script's own scenarios) or too few ever come. After a ramp's last stage its last rate goes on.
 */
export function timeForMs(profile: LoadProfile, requests: number, fromMs: number): number | null {
  switch (profile.kind) {
    case 'script':
      return null
    case 'constant-arrival-rate':
      return (requests / profile.ratePerSecond) * 1000
    case 'ramping-arrival-rate':
      return overRamp(profile, requests, fromMs)
  }
}

function overRamp(
  profile: Extract<LoadProfile, { kind: 'ramping-arrival-rate' }>,
  requests: number,
  fromMs: number,
): number | null {
  let missing = requests
  let tookMs = 0
  let stageStartMs = 0
  let rate = profile.startPerSecond
  for (const { toPerSecond, durationMs } of profile.stages) {
    const skippedMs = Math.min(Math.max(fromMs - stageStartMs, 0), durationMs)
    const slope = durationMs === 0 ? 0 : (toPerSecond - rate) / durationMs
    const here = { rate: rate + slope * skippedMs, slope, lengthMs: durationMs - skippedMs }
    const arrivals = ((here.rate + toPerSecond) / 2) * (here.lengthMs / 1000)
    if (arrivals >= missing && here.lengthMs > 0) return tookMs + withinStageMs(missing, here)
    missing -= arrivals
    tookMs += here.lengthMs
    stageStartMs += durationMs
    rate = toPerSecond
  }
  return rate > 0 ? tookMs + (missing / rate) * 1000 : null
}

/** Solves rate·t + slope·t²/2 = missing for t. */
function withinStageMs(missing: number, stage: { rate: number; slope: number }): number {
  const wanted = missing * 1000
  if (stage.slope === 0) return wanted / stage.rate
  const root = Math.sqrt(Math.max(0, stage.rate ** 2 + 2 * stage.slope * wanted))
  return (2 * wanted) / (stage.rate + root)
}
