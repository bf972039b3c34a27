/** Every record below a directory, by the first line of its journal alone: there may be hundreds. */
import { basename, join } from 'node:path'
import type { LostRecord } from '../gate/doubt.ts'
import { toldVerdict } from '../gate/told-verdict.ts'
import type { Files } from '../host/host.ts'
import { readJournal } from '../journal/reader.ts'
import { RECORD_FILES } from '../journal/record.ts'
import type { RunStarted } from '../journal/run-started.ts'

export interface RecordHead {
  /** Absolute. */
  directory: string
  header: RunStarted
}

export interface RecordHeads {
  /** The newest first. */
  heads: RecordHead[]
  /** Directories with a journal that does not begin with a run, or with a verdict and no journal. */
  unreadable: string[]
}

/** `reports/<run>`, and what CI systems make of it when they hand it on: `artifacts/<job>/reports/<run>`. */
const DEPTH = 3
/** The first line has the drill's parameters in it, and no more. */
const HEAD_BYTES = 256 * 1024

/** A place may be a record itself; one that is not there has none. Links are not followed: `latest` is one. */
export async function recordHeads(files: Files, places: readonly string[]): Promise<RecordHeads> {
  const directories = new Set<string>()
  for (const place of places)
    for (const each of await recordsBelow(files, place, DEPTH)) directories.add(each)
  const heads: RecordHead[] = []
  const unreadable: string[] = []
  for (const directory of directories) {
    const header = await headerIn(files, directory)
    if (header === null) unreadable.push(directory)
    else heads.push({ directory, header })
  }
  heads.sort((a, b) => b.header.zeroWallMs - a.header.zeroWallMs)
  return { heads, unreadable }
}

/** What is left to tell which run the record of an unreadable journal was of. */
export async function lostRecord(files: Files, directory: string): Promise<LostRecord> {
  // Whatever keeps it from being read, it says nothing then.
  const stored = await files.readIfThere(join(directory, RECORD_FILES.verdict)).catch(() => null)
  return { directory, name: basename(directory), told: toldVerdict(stored) }
}

async function recordsBelow(files: Files, place: string, depth: number): Promise<string[]> {
  for (const file of [RECORD_FILES.journal, RECORD_FILES.verdict])
    if (await files.exists(join(place, file))) return [place]
  if (depth === 0) return []
  // A file has no entries.
  const names = await files.list(place).catch(() => [])
  const found: string[] = []
  for (const name of names) {
    const inner = join(place, name)
    if ((await files.readLink(inner)) === null) found.push(...(await recordsBelow(files, inner, depth - 1)))
  }
  return found
}

async function headerIn(files: Files, directory: string): Promise<RunStarted | null> {
  const bytes = await files.readFrom(join(directory, RECORD_FILES.journal), 0, HEAD_BYTES)
  const [line = ''] = new TextDecoder().decode(bytes).split('\n', 1)
  try {
    return readJournal(line, basename(directory)).header
  } catch {
    // Cut off before its first line was whole, of a newer format, or no journal: the caller tells of it.
    return null
  }
}
