/** What every stock drill is held to, unless a phase says otherwise. */
import type { ObjectiveDraft } from '../drill/bounds.ts'
import { p95, uptime } from '../drill/indicators.ts'

/** Uptime of at least 99.9 %, p95 below 150 ms. */
export function slo(): ObjectiveDraft[] {
  return [uptime().atLeast('99.9%'), p95().below('150ms')]
}
