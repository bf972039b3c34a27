/** One line of the edge's access log. */
import type { TrafficFormat } from '../target/target.ts'

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

/** Null when it cannot be read. */
export function parseTrafficLine(
  line: string,
  { fields }: TrafficFormat,
  toRunMs: (wallMs: number) => number,
): TrafficLine | null {
  try {
    const object = JSON.parse(line) as Record<string, unknown>
    const time = object[fields.time]
    const wallMs = typeof time === 'number' ? time : Date.parse(String(time))
    const durationMs = Number(object[fields.durationMs])
    const status = Number(object[fields.status] ?? 0)
    if (!Number.isFinite(wallMs) || !Number.isFinite(durationMs) || !Number.isInteger(status)) return null
    const text = (name: string): string => String(object[name] ?? '')
    const [instance, method, path] = [text(fields.instance), text(fields.method), text(fields.path)]
    const attempts = attemptsOf(object[fields.attempts ?? 'attempts'])
    return { startMs: toRunMs(wallMs), durationMs, status, instance, method, path, attempts }
  } catch {
    return null
  }
}

/** What is not told whole is left out: the line itself tells enough then. */
function attemptsOf(told: unknown): TrafficAttempt[] {
  if (!Array.isArray(told)) return []
  const attempts = told.flatMap((each): TrafficAttempt[] => {
    if (typeof each !== 'object' || each === null) return []
    const { instance, startMs = 0, durationMs, status = 0, error = null } = each as Record<string, unknown>
    if (typeof instance !== 'string' || typeof startMs !== 'number') return []
    if (typeof durationMs !== 'number' || typeof status !== 'number') return []
    return [{ instance, startMs, durationMs, status, broken: error !== null || status === 0 }]
  })
  return attempts.length === told.length ? attempts : []
}
