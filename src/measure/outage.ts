/** Outages as the prober saw them: from the first due moment whose probe was bad to the first good completion. */
import type { Probes } from '../journal/record.ts'

export interface OutageRules {
  intervalMs: number
  /** The prober's own p95 while nothing was wrong; 0 where it is not known. */
  baselineP95Ms: number
}

export interface ProbeOutage {
  startMs: number
  endMs: number
  /** It had not ended when the prober did. */
  open: boolean
  failedProbes: number
  /** When its first bad probe was answered or given up. */
  firstEndMs: number
}

/** A probe that takes longer than this is as bad as one that fails. */
export function slowProbeMs({ intervalMs, baselineP95Ms }: OutageRules): number {
  return Math.max(2 * intervalMs, 3 * baselineP95Ms)
}

/** Failed, or slower than `slowMs`, counted from when it was sent: the prober's own lateness is not the app's. */
export function isBadProbe({ ok, startMs, endMs }: Probes, row: number, slowMs: number): boolean {
  return ok[row] !== 1 || endMs[row]! - startMs[row]! > slowMs
}

/** Probes in the order of their due moments. */
export function outages(probes: Probes, rules: OutageRules): ProbeOutage[] {
  const slowMs = slowProbeMs(rules)
  const found: ProbeOutage[] = []
  let now: ProbeOutage | null = null
  let lastEndMs = 0
  for (let row = 0; row < probes.length; row++) {
    const bad = isBadProbe(probes, row, slowMs)
    const [dueMs, endMs] = [probes.dueMs[row]!, probes.endMs[row]!]
    lastEndMs = Math.max(lastEndMs, endMs)
    if (!bad) {
      if (now?.open) Object.assign(now, { open: false, endMs })
      // A later probe may be answered before an earlier one.
      else if (now && dueMs < now.endMs) now.endMs = Math.min(now.endMs, endMs)
      continue
    }
    // Bad again before the good answer came: it had not ended.
    if (now === null || (!now.open && dueMs >= now.endMs)) {
      now = { startMs: dueMs, endMs, open: true, failedProbes: 0, firstEndMs: endMs }
      found.push(now)
    }
    now.open = true
    now.failedProbes += 1
  }
  if (now?.open) now.endMs = lastEndMs
  return found
}
