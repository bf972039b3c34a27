import type { Column, Probes } from '../journal/record.ts'
import { orderOf } from './order.ts'

/**
 * Probes in the order of their due moments. They are recorded as they end: while an app hangs, a later one may be
 * answered before an earlier one is given up.
 */
export function inDueOrder(probes: Probes): Probes {
  const order = orderOf(probes.dueMs)
  if (order.every((row, at) => row === at)) return probes
  const times = (from: Float64Array): Float64Array => Float64Array.from(order, (row) => from[row]!)
  const names = ({ codes, values }: Column): Column => ({
    codes: Uint16Array.from(order, (row) => codes[row]!),
    values,
  })
  return {
    length: probes.length,
    dueMs: times(probes.dueMs),
    startMs: times(probes.startMs),
    endMs: times(probes.endMs),
    ok: Uint8Array.from(order, (row) => probes.ok[row]!),
    status: Uint16Array.from(order, (row) => probes.status[row]!),
    error: names(probes.error),
    instance: names(probes.instance),
    release: names(probes.release),
  }
}
