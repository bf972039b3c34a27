/** Every record below a directory, by the first line of its journal alone: there may be hundreds. */
import { basename, join, resolve } from 'node:path'
import { FiredrillError, messageOf } from '../errors.ts'
import { isRunName } from '../gate/doubt.ts'
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
  /**
   * Directories with a journal that does not begin with a run; with other files of a record, and no journal; links that
   * lead to nothing; directories that lie too deep to be looked through.
   */
  unreadable: string[]
}

/** `reports/<run>`, and what CI systems make of it when they hand it on: `artifacts/<pipeline>/<job>/reports/<run>`. */
const DEPTH = 8
/** The first line has the drill's parameters in it, and no more. */
const HEAD_BYTES = 256 * 1024

/**
 * A place may be a record itself; one that is not there has none. Links are followed, but for `latest`, and each record is
 * found once. Throws `record-invalid` where something cannot be looked into.
 */
export async function recordHeads(files: Files, places: readonly string[]): Promise<RecordHeads> {
  const { directories, broken, tooDeep } = await recordsBelow(files, places)
  const heads: RecordHead[] = []
  const unreadable: string[] = [...broken, ...tooDeep]
  for (const directory of directories) {
    const header = await lookedInto(directory, () => headerIn(files, directory))
    if (header === null) unreadable.push(directory)
    else heads.push({ directory, header })
  }
  heads.sort((a, b) => b.header.zeroWallMs - a.header.zeroWallMs)
  return { heads, unreadable }
}

/** By its name, and by the moment at which it began, which no two runs share: a copy under another name is none. `seen`: of those before it. */
export function isNewRun({ header: { run, zeroWallMs } }: RecordHead, seen: Set<string>): boolean {
  const [name, moment] = [`name ${run}`, `moment ${zeroWallMs}`]
  const fresh = !seen.has(name) && !seen.has(moment)
  seen.add(name).add(moment)
  return fresh
}

/** Those that are named, absolute, else the project's own. Throws `run-not-found` where a named one is no directory. */
export async function recordPlaces(files: Files, named: readonly string[], own: string): Promise<string[]> {
  const places = named.map((each) => resolve(each))
  for (const place of places) {
    const isThere = await lookedInto(place, () => namesIn(files, place))
    if (isThere !== null) continue
    throw new FiredrillError('run-not-found', `${place} is no directory: there are no run records in it.`, {
      hint: 'Name a directory that is there. Where nothing was ever recorded, make an empty one.',
    })
  }
  return places.length === 0 ? [own] : places
}

interface Found {
  /** By the path that they were found by first, and by one without a link where there is one. */
  directories: string[]
  /** Links that lead to nothing. */
  broken: string[]
  /** Directories that were not looked through. */
  tooDeep: string[]
}

interface Place {
  path: string
  /** How many levels below it are looked through. */
  depth: number
}

async function recordsBelow(files: Files, places: readonly string[]): Promise<Found> {
  /** By their real path. */
  const records = new Map<string, string>()
  const broken: string[] = []
  const seen = new Map<string, number>()
  const tooDeep = new Map<string, string>()
  const open: Place[] = places.map((path) => ({ path, depth: DEPTH })).toReversed()
  // What lies there comes before what a link leads to.
  const links: Place[] = []
  for (let place = open.pop(); place; place = open.pop() ?? links.shift()) {
    const { path, depth } = place
    const real = await lookedInto(path, () => files.realPath(path))
    if (real === null) {
      if (await files.exists(path)) broken.push(path)
      continue
    }
    if (await lookedInto(path, () => isRecord(files, path))) {
      if (!records.has(real)) records.set(real, path)
      continue
    }
    // A link may lead back to where it lies.
    if ((seen.get(real) ?? -1) >= depth) continue
    seen.set(real, depth)
    const names = (await lookedInto(path, () => namesIn(files, path))) ?? []
    tooDeep.delete(real)
    if (depth === 0 && names.length > 0) tooDeep.set(real, path)
    if (depth === 0) continue
    for (const name of names.toReversed()) {
      const inner = { path: join(path, name), depth: depth - 1 }
      if ((await files.readLink(inner.path)) === null) open.push(inner)
      else if (name !== 'latest') links.push(inner)
    }
  }
  return {
    directories: [...records.values()],
    broken: broken.toSorted(),
    tooDeep: [...tooDeep.values()].toSorted(),
  }
}

const { journal, verdict } = RECORD_FILES
/** What tells a record of which the journal and the verdict are gone, in a directory with the name of a run. */
const REST = [
  RECORD_FILES.drill,
  RECORD_FILES.requests,
  RECORD_FILES.metrics,
  RECORD_FILES.probes,
  RECORD_FILES.seal,
]

async function isRecord(files: Files, place: string): Promise<boolean> {
  const telling = [journal, verdict, ...(isRunName(basename(place)) ? REST : [])]
  for (const file of telling) if (await files.exists(join(place, file))) return true
  return false
}

/** Null: it is no directory, or not there. */
async function namesIn(files: Files, place: string): Promise<string[] | null> {
  try {
    return await files.list(place)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null
    throw error
  }
}

/** What cannot be seen is not nothing: a run that failed may lie there. */
async function lookedInto<T>(place: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look()
  } catch (cause) {
    throw new FiredrillError('record-invalid', `${place} cannot be looked into: ${messageOf(cause)}.`, {
      hint: 'Make it readable for who runs firedrill, or look for records elsewhere.',
      cause,
    })
  }
}

/** Null: its first line cannot be read as one. */
export async function headerIn(files: Files, directory: string): Promise<RunStarted | null> {
  const bytes = await files.readFrom(join(directory, RECORD_FILES.journal), 0, HEAD_BYTES)
  const [line = ''] = new TextDecoder().decode(bytes).split('\n', 1)
  try {
    return readJournal(line, basename(directory)).header
  } catch {
    // Cut off before its first line was whole, of a newer format, or no journal: the caller tells of it.
    return null
  }
}
