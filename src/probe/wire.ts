/**
 * What the prober's process says on its standard output, one JSON value a line: an array is a probe, an object the
 * number of probes that were due but never sent, so far.
 */
import { MOST_WALL_MS } from '../units.ts'
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

/** What an HTTP status can be. */
const MOST_STATUS = 999

/** JSON has numbers that are beyond all numbers: `1e999`. */
function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= MOST_WALL_MS
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
  const { missed } = value
  return typeof missed === 'number' && Number.isSafeInteger(missed) && missed >= 0
    ? { kind: 'missed', missed }
    : null
}

function decodeRow(fields: readonly unknown[]): Message | null {
  const [dueMs, startMs, endMs, ok, status, error, instance, release] = fields
  if (!isMoment(dueMs) || !isMoment(startMs) || !isMoment(endMs) || (ok !== 0 && ok !== 1)) return null
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 0 || status > MOST_STATUS)
    return null
  if (typeof error !== 'string' || typeof instance !== 'string' || typeof release !== 'string') return null
  return { kind: 'probe', row: { dueMs, startMs, endMs, ok: ok === 1, status, error, instance, release } }
}
