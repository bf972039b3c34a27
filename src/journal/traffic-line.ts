/** One line of the edge's access log. */
import type { TrafficFormat } from '../target/target.ts'
import { MOST_RUN_MS, MOST_WALL_MS } from '../units.ts'

export interface TrafficLine {
  /** Run ms. */
  startMs: number
  durationMs: number
  /** 0: not said. */
  status: number
  instance: string
  method: string
  path: string
  /** Each try on an instance, in order; empty where the log does not tell, or there was none. */
  attempts: TrafficAttempt[]
}

/** One try, as an edge tells it that tries another instance when one breaks off. */
export interface TrafficAttempt {
  instance: string
  /** From the request's start. */
  startMs: number
  durationMs: number
  /** 0: it did not answer. */
  status: number
  /** It did not answer, or broke off in the middle of it. */
  broken: boolean
}

/** What an HTTP status can be. */
const MOST_STATUS = 999
/** HAProxy's word for a status, or a time, that there is none of. */
const NONE = -1

/** Null when it cannot be read. */
export function parseTrafficLine(
  line: string,
  { fields }: TrafficFormat,
  toRunMs: (wallMs: number) => number,
): TrafficLine | null {
  try {
    const object: unknown = JSON.parse(line)
    if (typeof object !== 'object' || object === null) return null
    const field = (name: string): unknown =>
      Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined
    const time = field(fields.time)
    const wallMs = typeof time === 'number' ? time : Date.parse(String(time))
    const tookMs = numberIn(field(fields.durationMs))
    const told = numberIn(field(fields.status) ?? 0)
    if (!(Math.abs(wallMs) <= MOST_WALL_MS) || !(tookMs >= NONE && tookMs <= MOST_RUN_MS)) return null
    if (!Number.isInteger(told) || told < NONE || told > MOST_STATUS) return null
    const [durationMs, status] = [Math.max(0, tookMs), Math.max(0, told)]
    const text = (name: string): string => String(field(name) ?? '')
    const [instance, method, path] = [text(fields.instance), text(fields.method), text(fields.path)]
    const attempts = attemptsOf(field(fields.attempts ?? 'attempts'))
    return { startMs: toRunMs(wallMs), durationMs, status, instance, method, path, attempts }
  } catch {
    return null
  }
}

/** A number, also as a text that is one, as some edges write it. */
function numberIn(told: unknown): number {
  if (typeof told === 'number') return told
  return typeof told === 'string' && told.trim() !== '' ? Number(told) : Number.NaN
}

/** What is not told whole is left out: the line itself tells enough then. */
function attemptsOf(told: unknown): TrafficAttempt[] {
  if (!Array.isArray(told)) return []
  const attempts = told.flatMap((each): TrafficAttempt[] => {
    if (typeof each !== 'object' || each === null) return []
    const { instance, startMs = 0, durationMs, status = 0, error = null } = each as Record<string, unknown>
    if (typeof instance !== 'string' || typeof startMs !== 'number') return []
    if (typeof durationMs !== 'number' || typeof status !== 'number') return []
    if (!Number.isFinite(startMs) || !Number.isFinite(durationMs)) return []
    return [{ instance, startMs, durationMs, status, broken: error !== null || status === 0 }]
  })
  return attempts.length === told.length ? attempts : []
}
