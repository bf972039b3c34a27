/** The last run of the same drill on the same target that passed and left nothing: what a fail is held against. */
import { basename, dirname, join } from 'node:path'
import { type Changes, changesSince, type RunTraits } from '../compare/changes.ts'
import type { Files } from '../host/host.ts'
import { readConfiguration, readHead } from '../journal/read-record.ts'
import { RECORD_FILES, type RunRecord } from '../journal/record.ts'
import type { Verdict } from '../verdict/schema.ts'

/** So many runs are looked through at most, the newest first. */
const MOST_LOOKED = 200
/** As a run is named by its begin: where names say so, the first that fits is the newest. */
const DATED = /^\d{8}-\d{6}-/

/** Null: there is none beside this run. Reads only. */
export async function sinceLastGreen(
  files: Files,
  directory: string,
  record: Pick<RunRecord, 'header' | 'drill' | 'events'>,
): Promise<Changes | null> {
  const green = await lastGreen(files, directory, record)
  if (green === null) return null
  const now = { ...record, configuration: await readConfiguration(files, directory) }
  return changesSince(green, now)
}

async function lastGreen(
  files: Files,
  directory: string,
  { header, drill }: Pick<RunRecord, 'header' | 'drill'>,
): Promise<RunTraits | null> {
  const reports = dirname(directory)
  const names = (await files.list(reports).catch(() => []))
    .filter((name) => name !== basename(directory) && name !== 'latest')
    .toSorted()
    .reverse()
    .slice(0, MOST_LOOKED)
  let found: { traits: RunTraits; startedMs: number } | null = null
  for (const name of names) {
    const place = join(reports, name)
    const startedMs = greenSince(await verdictIn(files, place), { header, drill })
    if (startedMs === null || (found !== null && found.startedMs >= startedMs)) continue
    const traits = await traitsOf(files, place)
    // An older one that can be read tells more.
    if (traits === null) continue
    found = { traits, startedMs }
    if (DATED.test(name)) break
  }
  return found?.traits ?? null
}

/** When it began, ms since 1970; null: it is no such run. */
function greenSince(
  verdict: Partial<Verdict> | null,
  { header, drill }: Pick<RunRecord, 'header' | 'drill'>,
): number | null {
  if (verdict?.verdict !== 'pass' || verdict.run !== 'completed' || verdict.cleanup !== 'clean') return null
  if (verdict.drill !== drill.name || (verdict.environment ?? null) !== header.environment) return null
  if (verdict.target?.name !== header.target.name || verdict.target.kind !== header.target.kind) return null
  const startedMs = Date.parse(verdict.startedAt ?? '')
  return startedMs < header.zeroWallMs ? startedMs : null
}

/** What is no verdict is passed over: this is only a look around. */
async function verdictIn(files: Files, place: string): Promise<Partial<Verdict> | null> {
  try {
    const text = await files.readIfThere(join(place, RECORD_FILES.verdict))
    const value: unknown = text === null ? null : JSON.parse(text)
    return typeof value === 'object' ? (value as Partial<Verdict>) : null
  } catch {
    return null
  }
}

/** Null: its head cannot be read. */
async function traitsOf(files: Files, place: string): Promise<RunTraits | null> {
  try {
    const { header, drill, events } = await readHead(files, place)
    return { header, drill, events, configuration: await readConfiguration(files, place) }
  } catch {
    return null
  }
}
