/**
 * Copies logs into the run record as they grow, with nothing in them that must not be told. Line by line, so that
 * whoever goes on with it, in another process, knows by the lines of the copy how far it has come.
 */
import { dirname, join } from 'node:path'
import type { AppendFile, Files } from '../host/host.ts'
import type { Redaction } from '../redact/redaction.ts'
import { cutLongLines, type LongLines } from './long-lines.ts'

const LINE_END = 0x0a
/** Looking through it takes a few milliseconds, in which nothing else is done. */
const PIECE_BYTES = 64 * 1024

export interface LogCopy {
  /** What was written until now, as far as its lines are whole. */
  turn(): Promise<void>
  /** As `turn`, with lines that were not ended; nothing may be written any more. */
  end(): Promise<void>
  /** Leaves what was not copied yet to whoever goes on. */
  close(): Promise<void>
}

interface Copied {
  /** Bytes of the log that were read. */
  offset: number
  file: AppendFile
  lines: LongLines
}

/** `from` and `to` are directories; what is in directories below them is copied as well. */
export function copyLogs(
  files: Files,
  { from, to }: { from: string; to: string },
  redaction: Pick<Redaction, 'lines'>,
): LogCopy {
  const known = new Map<string, Copied>()
  const open = async (name: string): Promise<Copied> => {
    const path = join(to, name)
    await files.makeDir(dirname(path))
    const lines = await linesIn(files, path)
    const file = await files.openAppend(path)
    if (!lines.whole) await file.append('\n')
    return { offset: await offsetAfter(files, join(from, name), lines.count), file, lines: cutLongLines() }
  }
  const turn = async (): Promise<void> => {
    for (const name of await namesBelow(files, from, '', known)) {
      const copied = known.get(name) ?? (await open(name))
      known.set(name, copied)
      const size = await files.size(join(from, name))
      // It was emptied meanwhile, as by a rotation.
      if (size < copied.offset) copied.offset = 0
      while (copied.offset < size) {
        const piece = await files.readFrom(join(from, name), copied.offset, PIECE_BYTES)
        if (piece.length === 0) break
        copied.offset += piece.length
        try {
          await append(copied.file, redaction.lines(copied.lines.take(piece)))
        } catch (error) {
          // How far it came tells the copy alone: it is looked at again.
          known.delete(name)
          await copied.file.close().catch(() => undefined)
          throw error
        }
      }
    }
  }
  const close = async (): Promise<void> => {
    for (const { file } of known.values()) await file.close()
    known.clear()
  }
  return {
    turn,
    async end() {
      await turn()
      for (const { file, lines } of known.values()) await append(file, redaction.lines(lines.rest()))
      await close()
    },
    close,
  }
}

async function append(file: AppendFile, bytes: Uint8Array): Promise<void> {
  if (bytes.length > 0) await file.append(bytes)
}

/** A link may lead anywhere: it is not followed. */
async function namesBelow(
  files: Files,
  directory: string,
  below: string,
  known: ReadonlyMap<string, unknown>,
): Promise<string[]> {
  const names: string[] = []
  for (const name of await listed(files, join(directory, below))) {
    const path = join(below, name)
    if (known.has(path)) names.push(path)
    else if ((await files.readLink(join(directory, path))) !== null) continue
    else if (await isFile(files, join(directory, path))) names.push(path)
    else names.push(...(await namesBelow(files, directory, path, known)))
  }
  return names
}

async function listed(files: Files, path: string): Promise<string[]> {
  try {
    return await files.list(path)
  } catch (error) {
    if (isCode(error, ['ENOENT', 'ENOTDIR', 'EACCES'])) return []
    throw error
  }
}

/** What has no size is not opened: a pipe would never end. */
async function isFile(files: Files, path: string): Promise<boolean> {
  try {
    return (await files.size(path)) === 0 || (await files.readFrom(path, 0, 1)).length > 0
  } catch (error) {
    if (isCode(error, ['EISDIR', 'EACCES', 'ENXIO'])) return false
    throw error
  }
}

function isCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}

/** How many lines a file has; `whole`: it does not end within one. */
async function linesIn(files: Files, path: string): Promise<{ count: number; whole: boolean }> {
  let [count, offset, last] = [0, 0, LINE_END]
  for (;;) {
    const piece = await files.readFrom(path, offset)
    if (piece.length === 0) return { count, whole: last === LINE_END }
    for (let at = piece.indexOf(LINE_END); at >= 0; at = piece.indexOf(LINE_END, at + 1)) count += 1
    offset += piece.length
    last = piece.at(-1) ?? last
  }
}

/** Where the line after so many begins. */
async function offsetAfter(files: Files, path: string, count: number): Promise<number> {
  let [left, offset] = [count, 0]
  while (left > 0) {
    const piece = await files.readFrom(path, offset)
    if (piece.length === 0) break
    let at = -1
    while (left > 0) {
      at = piece.indexOf(LINE_END, at + 1)
      if (at < 0) break
      left -= 1
    }
    if (left === 0) return offset + at + 1
    offset += piece.length
  }
  return offset
}
