import type { Column, Traffic } from '../../journal/record.ts'

/** Only those lines of the edge's log, in its order. */
export function linesWhere(traffic: Traffic, keep: (line: number) => boolean): Traffic {
  const lines: number[] = []
  for (let line = 0; line < traffic.length; line++) if (keep(line)) lines.push(line)
  const rows = Uint32Array.from(lines)
  const only = ({ codes, values }: Column): Column => {
    const kept = new Uint16Array(rows.length)
    for (let i = 0; i < rows.length; i++) kept[i] = codes[rows[i]!]!
    return { codes: kept, values }
  }
  const startMs = new Float64Array(rows.length)
  const durationMs = new Float32Array(rows.length)
  const status = new Uint16Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    startMs[i] = traffic.startMs[rows[i]!]!
    durationMs[i] = traffic.durationMs[rows[i]!]!
    status[i] = traffic.status[rows[i]!]!
  }
  const { instance, method, path } = traffic
  return {
    length: rows.length,
    startMs,
    durationMs,
    status,
    instance: only(instance),
    method: only(method),
    path: only(path),
  }
}
