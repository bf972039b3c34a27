import type { Context } from '../context.ts'
import { type Bounds, holds } from '../membership.ts'

/** Rows of the prober's probes that were due in a window. */
export function probesIn({ record: { probes } }: Context, bounds: Bounds): number[] {
  const rows: number[] = []
  for (let row = 0; row < probes.length; row++) if (holds(bounds, probes.dueMs[row]!)) rows.push(row)
  return rows
}
