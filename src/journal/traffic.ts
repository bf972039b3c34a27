/** Reads the edge's access log into columns on the run's clock. */
import type { Files } from '../host/host.ts'
import type { TrafficFormat } from '../target/target.ts'
import type { JournalEvent } from './events.ts'
import { LineCutter } from './line-cutter.ts'
import type { Column, Traffic } from './record.ts'
import { parseTrafficLine, type TrafficLine } from './traffic-line.ts'

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
  const columns = new TrafficColumns(format, toRunMs)
  columns.push(new TextEncoder().encode(text))
  return columns.end()
}

/** The same of a file, piece by piece: a log is longer than what is kept of it. Null: it is not there. */
export async function readTrafficFile(
  files: Pick<Files, 'exists' | 'readFrom' | 'size'>,
  path: string,
  format: TrafficFormat,
  toRunMs: (wallMs: number) => number,
): Promise<TrafficText | null> {
  if (!(await files.exists(path))) return null
  const columns = new TrafficColumns(format, toRunMs)
  // As long as it is now: what may still be written to it is no part of the run.
  const size = await files.size(path)
  for (let offset = 0; offset < size; ) {
    const piece = await files.readFrom(path, offset, Math.min(PIECE_BYTES, size - offset))
    if (piece.length === 0) break
    columns.push(piece)
    offset += piece.length
  }
  return columns.end()
}

const PIECE_BYTES = 1024 * 1024
const FIRST_ROWS = 1024
const MOST_CODES = 65_535
/** So much of a method or a path is kept. */
const MOST_TEXT = 1000

class TrafficColumns {
  readonly #cutter: LineCutter
  #length = 0
  #lost = 0
  #startMs = new Float64Array(FIRST_ROWS)
  #durationMs = new Float32Array(FIRST_ROWS)
  #status = new Uint16Array(FIRST_ROWS)
  readonly #instance = new TextColumn()
  readonly #method = new TextColumn()
  readonly #path = new TextColumn()

  constructor(format: TrafficFormat, toRunMs: (wallMs: number) => number) {
    this.#cutter = new LineCutter((text) => {
      const line = parseTrafficLine(text, format, toRunMs)
      if (line === null) this.#lost += 1
      else this.#add(line)
    })
  }

  push(piece: Uint8Array): void {
    this.#cutter.push(piece)
  }

  end(): TrafficText {
    this.#cutter.end()
    const length = this.#length
    const lost = this.#lost + this.#cutter.tooLong
    return {
      traffic: {
        length,
        startMs: this.#startMs.slice(0, length),
        durationMs: this.#durationMs.slice(0, length),
        status: this.#status.slice(0, length),
        instance: this.#instance.column(length),
        method: this.#method.column(length),
        path: this.#path.column(length),
      },
      damage:
        lost === 0 ? [] : [`${lost} line${lost === 1 ? '' : 's'} of the edge's access log could not be read`],
    }
  }

  #add({ startMs, durationMs, status, instance, method, path }: TrafficLine): void {
    const row = this.#length++
    if (row === this.#startMs.length) {
      this.#startMs = grown(this.#startMs, new Float64Array(2 * row))
      this.#durationMs = grown(this.#durationMs, new Float32Array(2 * row))
      this.#status = grown(this.#status, new Uint16Array(2 * row))
    }
    this.#startMs[row] = startMs
    this.#durationMs[row] = durationMs
    this.#status[row] = status
    this.#instance.add(row, instance)
    this.#method.add(row, method)
    this.#path.add(row, path)
  }
}

class TextColumn {
  readonly #known = new Map<string, number>()
  #codes = new Uint16Array(FIRST_ROWS)

  add(row: number, text: string): void {
    if (row === this.#codes.length) this.#codes = grown(this.#codes, new Uint16Array(2 * row))
    this.#codes[row] = this.#codeOf(text.length > MOST_TEXT ? text.slice(0, MOST_TEXT).toWellFormed() : text)
  }

  column(length: number): Column {
    return { codes: this.#codes.slice(0, length), values: [...this.#known.keys()] }
  }

  #codeOf(text: string): number {
    const known = this.#known.get(text)
    if (known !== undefined) return known
    // Beyond what a code can say, values fall together as unknown.
    if (this.#known.size >= MOST_CODES && text !== '') return this.#codeOf('')
    const code = this.#known.size
    this.#known.set(text, code)
    return code
  }
}

function grown<Values extends Float64Array | Float32Array | Uint16Array>(from: Values, to: Values): Values {
  to.set(from)
  return to
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
