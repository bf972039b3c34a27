/** A user's own indicators, and what they are given of a window. */
import type { CustomIndicator, WindowData } from '../drill/custom.ts'
import type { RunRecord } from '../journal/record.ts'
import type { Bounds } from './membership.ts'

/** By name. */
export type CustomIndicators = Readonly<Record<string, CustomIndicator>>

/** `rows`: those of the record's requests that belong to the window and pass the filter. */
export function windowData(
  window: Bounds & { name: string; faultsMs: readonly number[] },
  { requests, probes }: Pick<RunRecord, 'requests' | 'probes'>,
  rows: Uint32Array,
): WindowData {
  const { method, operation, scenario, group } = requests
  const { name, startMs, endMs, faultsMs } = window
  return {
    name,
    startMs,
    endMs,
    faultsMs,
    requests: Array.from(rows, (row) => ({
      startMs: requests.startMs[row]!,
      durationMs: requests.durationMs[row]!,
      ok: requests.ok[row] === 1,
      status: requests.status[row]!,
      method: method.values[method.codes[row]!] ?? '',
      operation: operation.values[operation.codes[row]!] ?? '',
      scenario: scenario.values[scenario.codes[row]!] ?? '',
      group: group.values[group.codes[row]!] ?? '',
    })),
    probes: Array.from(probes.dueMs, (dueMs, row) => ({
      dueMs,
      endMs: probes.endMs[row]!,
      ok: probes.ok[row] === 1,
      status: probes.status[row]!,
    })).filter(({ dueMs }) => dueMs >= startMs && dueMs < endMs),
  }
}
