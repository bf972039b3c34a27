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
    return { startMs: toRunMs(wallMs), durationMs, status, instance, method, path }
  } catch {
    return null
  }
}
