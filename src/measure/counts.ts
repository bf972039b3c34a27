import type { Context } from './context.ts'
import { samplesIn } from './context.ts'
import { faultInstants } from './faults.ts'
import { byOperation } from './indicators/operations.ts'
import { countWithin } from './lateness.ts'
import type { Window } from './measurements.ts'
import { holds } from './membership.ts'
import { failedIn } from './samples.ts'
import type { Span } from './windows.ts'

/** A window with what was counted in it. Requests that were never sent are under `dropped`, as iterations. */
export function countedWindow(span: Span, context: Context): Window {
  const { name, phase, kind, startMs, endMs, completed } = span
  const all = samplesIn(context, span)
  const selection = all.sent.every((sent) => sent === 1) ? all : sentOnly(all)
  const operations = byOperation(selection, context.record.requests)
  const byName = operations.map(({ name, selection: { durationMs } }) => [
    name,
    { total: durationMs.length, failed: failedIn(durationMs) },
  ])
  const dropped = (by: 'app' | 'generator'): number =>
    countWithin(
      context.drops.filter((drop) => drop.by === by).map(({ atMs }) => atMs),
      span,
    )
  return {
    name,
    phase,
    kind,
    startMs,
    endMs,
    completed,
    faultsMs: faultInstants(context.faults)
      .map(({ instantMs }) => instantMs)
      .filter((instantMs) => holds(span, instantMs)),
    requests: {
      total: selection.durationMs.length,
      failed: failedIn(selection.durationMs),
      uncertain: selection.uncertain,
      byOperation: Object.fromEntries(byName),
    },
    dropped: { byApp: dropped('app'), byGenerator: dropped('generator') },
  }
}

function sentOnly<
  T extends { sent: Uint8Array; atMs: Float64Array; durationMs: Float32Array; row: Uint32Array },
>(selection: T): T {
  const isSent = (_: number, i: number): boolean => selection.sent[i] === 1
  return {
    ...selection,
    atMs: selection.atMs.filter(isSent),
    durationMs: selection.durationMs.filter(isSent),
    row: selection.row.filter(isSent),
    sent: selection.sent.filter((sent) => sent === 1),
  }
}
