/** Lines of the logs of a record around a moment. Reads no more than it has to, however long a log is. */
import { join } from 'node:path'
import type { Files } from '../host/host.ts'
import { type LogLine, linesWithin, timeOf } from './log-line.ts'
import { RECORD_FILES, type RunRecord } from './record.ts'
import { wallToRun } from './traffic.ts'

export type { LogLine } from './log-line.ts'

export interface Around {
  fromMs: number
  toMs: number
}

/** Read at once while the time is looked for, and while its lines are taken. */
const LOOK_BYTES = 16 * 1024
const PIECE_BYTES = 256 * 1024
/** After so many pieces (16 MiB) the rest of a time is left out. */
const MOST_PIECES = 64

/**
 * The lines of the instances' logs and of the edge's, whose time lies within; in the order of time. A log whose lines
 * carry no time, and one that is not there, gives none. Run ms.
 */
export async function readLogs(
  files: Files,
  directory: string,
  { header, events }: Pick<RunRecord, 'header' | 'events'>,
  around: Around,
): Promise<LogLine[]> {
  const logs = join(directory, RECORD_FILES.logs)
  if (!(await files.exists(logs))) return []
  const sources = sourcesOf(events)
  const lines: LogLine[] = []
  for (const name of await files.list(logs)) {
    const source = name.replace(/\.log$/, '')
    if (source === name || !sources.has(source)) continue
    // Each with its own: it goes along with a log that is nearly in order.
    const toRunMs = wallToRun(events, header.zeroMonoMs, header.zeroWallMs)
    const read: Read = (offset, mostBytes) => files.readFrom(join(logs, name), offset, mostBytes)
    const size = await files.size(join(logs, name))
    const text = await textAround(read, size, around, toRunMs)
    for (const line of linesWithin(text, source, around, toRunMs)) lines.push(line)
  }
  return lines.sort((a, b) => a.atMs - b.atMs)
}

/** The instances that the journal names, and the edge. */
function sourcesOf(events: RunRecord['events']): ReadonlySet<string> {
  const names = events.flatMap((event) => {
    if (event.type === 'instances') return event.instances.map(({ name }) => name)
    return event.type === 'instance-state' ? [event.name] : []
  })
  return new Set([...names, 'edge'])
}

type Read = (offset: number, mostBytes: number) => Promise<Uint8Array>

async function textAround(
  read: Read,
  size: number,
  { fromMs, toMs }: Around,
  toRunMs: (wallMs: number) => number,
): Promise<string> {
  let low = 0
  let high = size
  while (high - low > PIECE_BYTES) {
    const middle = Math.floor((low + high) / 2)
    const wallMs = firstTimeIn(decoded(await read(middle, LOOK_BYTES)))
    // Where nothing there has a time, nothing tells which way to go: the half before is taken.
    if (wallMs !== null && toRunMs(wallMs) < fromMs) low = middle
    else high = middle
  }
  const pieces: Uint8Array[] = []
  for (let offset = low; offset < size && pieces.length < MOST_PIECES; ) {
    const piece = await read(offset, PIECE_BYTES)
    if (piece.length === 0) break
    pieces.push(piece)
    offset += piece.length
    const wallMs = firstTimeIn(decoded(piece.subarray(0, LOOK_BYTES)))
    if (wallMs !== null && toRunMs(wallMs) > toMs) break
  }
  const whole = decoded(Buffer.concat(pieces))
  // What begins in the middle of a line is no line.
  return low === 0 ? whole : whole.slice(whole.indexOf('\n') + 1)
}

function firstTimeIn(text: string): number | null {
  let from = text.indexOf('\n') + 1
  for (let tries = 0; tries < 200 && from > 0; tries++) {
    const end = text.indexOf('\n', from)
    if (end < 0) return null
    const wallMs = timeOf(text.slice(from, end))
    if (wallMs !== null) return wallMs
    from = end + 1
  }
  return null
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}
