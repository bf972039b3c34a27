import { timeOf } from './container.ts'
import type { LogLine } from './engine.ts'
import type { StreamName } from './frames.ts'

const NEWLINE = 10
const SPACE = 32
/** A line that is longer comes in pieces. */
const MAX_LINE_BYTES = 1024 * 1024

interface Begun {
  atMs: number
  pieces: Uint8Array[]
  bytes: number
}

/**
 * Whole lines out of an engine's messages. Each message begins with its time; a long line comes in several (of 16 KiB
 * at Docker), of which only the last ends with a line end. `isNew`: is a message of this time wanted?
 */
export function createLogLines(onLine: (line: LogLine) => void, isNew: (timestamp: string) => boolean) {
  const begun: Partial<Record<StreamName, Begun>> = {}
  let latestMs = 0
  const end = (stream: StreamName): void => {
    const line = begun[stream]
    delete begun[stream]
    if (line === undefined) return
    const text = new TextDecoder().decode(Buffer.concat(line.pieces)).replace(/\r?\n$/, '')
    onLine({ atMs: line.atMs, stream, text })
  }
  return {
    add(stream: StreamName, message: Uint8Array): void {
      const space = Math.max(0, message.indexOf(SPACE))
      const timestamp = Buffer.from(message.subarray(0, space)).toString('latin1')
      const atMs = timeOf(timestamp)
      if (atMs !== null && !isNew(timestamp)) return
      // What has no time is the engine's own word, of an error.
      const piece = atMs === null ? message : message.subarray(space + 1)
      latestMs = atMs ?? latestMs
      begun[stream] ??= { atMs: latestMs, pieces: [], bytes: 0 }
      const line = begun[stream]
      line.pieces.push(piece)
      line.bytes += piece.length
      if (message.at(-1) === NEWLINE || line.bytes >= MAX_LINE_BYTES) end(stream)
    },
    /** A line that was never ended is one too. */
    finish(): void {
      end('stdout')
      end('stderr')
    },
  }
}

/** The messages of a container with a terminal: its log has no frames, one stream, and a line for a message. */
export function createMessages(onMessage: (message: Uint8Array) => void) {
  let rest = Buffer.alloc(0)
  return {
    add(chunk: Uint8Array): void {
      rest = Buffer.concat([rest, chunk])
      for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
        onMessage(rest.subarray(0, end + 1))
        rest = rest.subarray(end + 1)
      }
    },
    /** At the end of a reading. */
    finish(): void {
      if (rest.length > 0) onMessage(rest)
      rest = Buffer.alloc(0)
    },
  }
}
