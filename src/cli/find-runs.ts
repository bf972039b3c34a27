/** Stored runs by what a person types: a directory, its name below `reports/`, a batch, or a directory of runs. */
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { loadConfig } from '../config/load.ts'
import { FiredrillError } from '../errors.ts'
import type { Files, Host } from '../host/host.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { recordText } from '../journal/record-files.ts'
import type { CustomIndicators } from '../measure/custom.ts'
import { readBatch } from '../verdict/read.ts'

export interface StoredRuns {
  files: Files
  /** Where runs are when only a name is given; null: there is no project. */
  reportsDir: string | null
  /** The project's, absolute; null: there is none. */
  root: string | null
  /** The project's own; none without a project. */
  indicators: CustomIndicators
}

/** A record can be judged anywhere; only a project has indicators of its own. */
export async function storedRuns(host: Host): Promise<StoredRuns> {
  const options = { cwd: process.cwd(), env: host.env, files: host.files, allowMissingEnv: true }
  const loaded = await loadConfig(options).catch((error: unknown) => {
    if (error instanceof FiredrillError && error.code === 'config-not-found') return null
    throw error
  })
  return {
    files: host.files,
    reportsDir: loaded?.config.reportsDir ?? null,
    root: loaded?.root ?? null,
    indicators: loaded?.config.indicators ?? {},
  }
}

/** The record's directory, absolute. Throws `run-not-found`. */
export async function findRun(runs: StoredRuns, run: string): Promise<string> {
  const places = placesOf(runs, run)
  for (const place of places) if (await isRun(runs.files, place)) return place
  if (
    run === 'latest' &&
    runs.reportsDir !== null &&
    (await runsWithin(runs.files, runs.reportsDir)).length === 0
  )
    throw new FiredrillError('run-not-found', 'No drill has been run here yet.', {
      hint: 'Run one: `firedrill list` names them.',
    })
  throw notFound('There is no run record', places)
}

/** Of one side of a comparison: names with commas between them; each is a run or several. Throws `run-not-found`. */
export async function findRuns(runs: StoredRuns, side: string): Promise<string[]> {
  const found: string[] = []
  for (const name of side.split(',').map((each) => each.trim())) {
    const places = placesOf(runs, name)
    const directories = await firstFound(runs.files, places)
    if (name === '' || directories.length === 0) throw notFound('There are no run records', places)
    found.push(...directories)
  }
  return [...new Set(found)]
}

async function firstFound(files: Files, places: readonly string[]): Promise<string[]> {
  for (const place of places) {
    if (await isRun(files, place)) return [place]
    const ofBatch = await batchOf(files, place)
    if (ofBatch.length > 0) return ofBatch
    const within = await runsWithin(files, place)
    if (within.length > 0) return within
  }
  return []
}

const BATCH = '.batch.json'

/** `<first run>.batch.json`; the runs stand beside it. */
async function batchOf(files: Files, place: string): Promise<string[]> {
  if (!place.endsWith(BATCH)) return []
  const text = await recordText(files, { directory: dirname(place), file: basename(place) })
  return text === null ? [] : readBatch(text, place).runs.map(({ id }) => join(dirname(place), id))
}

/** Every run of a directory, by name, each once. */
export async function runsWithin(files: Files, place: string): Promise<string[]> {
  const names = await files.list(place).catch(() => [])
  const found: string[] = []
  for (const name of names.filter((each) => each !== 'latest').toSorted()) {
    if (await isRun(files, join(place, name))) found.push(join(place, name))
  }
  return found
}

function isRun(files: Files, place: string): Promise<boolean> {
  return files.exists(join(place, RECORD_FILES.journal))
}

function placesOf({ reportsDir }: StoredRuns, name: string): string[] {
  return [resolve(name), ...(reportsDir !== null && !isAbsolute(name) ? [join(reportsDir, name)] : [])]
}

function notFound(what: string, places: readonly string[]): FiredrillError {
  return new FiredrillError('run-not-found', `${what} at ${places.join(' or ')}.`, {
    hint: 'Name a directory below reports/, such as reports/latest.',
  })
}
