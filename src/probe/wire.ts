/**
 * What the prober's process says on its standard output, one JSON value a line: an array is a probe, an object the
 * number of probes that were due but never sent, so far.
 */
import type { ProbeRow } from './probe.ts'

export type Message = { kind: 'probe'; row: ProbeRow } | { kind: 'missed'; missed: number }

export function encodeRow(row: ProbeRow): string {
  const { dueMs, startMs, endMs, ok, status, error, instance, release } = row
  const times = [dueMs, startMs, endMs].map((ms) => Math.round(ms * 1000) / 1000)
  return `${JSON.stringify([...times, ok ? 1 : 0, status, error, instance, release])}\n`
}

export function encodeMissed(missed: number): string {
  return `${JSON.stringify({ missed })}\n`
}

/** Null for a line that is neither: what a crashing process says last. */
export function decodeLine(line: string): Message | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  if (Array.isArray(value)) return decodeRow(value)
  if (typeof value !== 'object' || value === null || !('missed' in value)) return null
  return typeof value.missed === 'number' ? { kind: 'missed', missed: value.missed } : null
}

function decodeRow(fields: readonly unknown[]): Message | null {
  const [dueMs, startMs, endMs, ok, status, error, instance, release] = fields
  if (typeof dueMs !== 'number' || typeof startMs !== 'number' || typeof endMs !== 'number') return null
  if (typeof status !== 'number' || typeof error !== 'string') return null
  if (typeof instance !== 'string' || typeof release !== 'string') return null
  return { kind: 'probe', row: { dueMs, startMs, endMs, ok: ok === 1, status, error, instance, release } }
}
