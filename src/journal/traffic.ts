/** Reads the edge's access log into columns on the run's clock. */
import type { TrafficFormat } from '../target/target.ts'
import type { JournalEvent } from './events.ts'
import type { Column, Traffic } from './record.ts'
import { parseTrafficLine } from './traffic-line.ts'

export interface TrafficText {
  traffic: Traffic
  damage: string[]
}

/** Lines that cannot be read are left out and counted. The order is that of the log. */
export function readTraffic(
  text: string,
  format: TrafficFormat,
  toRunMs: (wallMs: number) => number,
): TrafficText {
  const rows = text.split('\n').filter((line) => line !== '')
  const good = rows.map((line) => parseTrafficLine(line, format, toRunMs)).filter((row) => row !== null)
  const lost = rows.length - good.length
  const traffic: Traffic = {
    length: good.length,
    startMs: Float64Array.from(good, (row) => row.startMs),
    durationMs: Float32Array.from(good, (row) => row.durationMs),
    status: Uint16Array.from(good, (row) => row.status),
    instance: column(good.map((row) => row.instance)),
    method: column(good.map((row) => row.method)),
    path: column(good.map((row) => row.path)),
  }
  return {
    traffic,
    damage:
      lost === 0 ? [] : [`${lost} line${lost === 1 ? '' : 's'} of the edge's access log could not be read`],
  }
}

/** Puts wall-clock times on the run's clock, each by the offset that was measured last before it. */
export function wallToRun(
  events: readonly JournalEvent[],
  zeroMonoMs: number,
  zeroWallMs: number,
): (wallMs: number) => number {
  const offsets = events
    .filter((event) => event.type === 'clock')
    .map(({ atMs, offsetMs }) => ({ fromWallMs: atMs + zeroMonoMs + offsetMs, offsetMs }))
  const first = zeroWallMs - zeroMonoMs
  let at = 0
  return (wallMs) => {
    // Logs are nearly in order: the last place is nearly right.
    while (at > 0 && offsets[at - 1]!.fromWallMs > wallMs) at -= 1
    while (at < offsets.length && offsets[at]!.fromWallMs <= wallMs) at += 1
    const { offsetMs } = offsets[at - 1] ?? { offsetMs: first }
    return wallMs - offsetMs - zeroMonoMs
  }
}

function column(texts: readonly string[]): Column {
  const codes = new Map<string, number>()
  const codeOf = (text: string): number => {
    const known = codes.get(text)
    if (known !== undefined) return known
    // Beyond what a code can say, values fall together as unknown.
    if (codes.size >= 65_535 && text !== '') return codeOf('')
    codes.set(text, codes.size)
    return codes.size - 1
  }
  return { codes: Uint16Array.from(texts, codeOf), values: [...codes.keys()] }
}
