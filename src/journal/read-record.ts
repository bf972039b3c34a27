/** Reads a stored run back, whole or with what is missing said. */
import { basename, join } from 'node:path'
import type { JsonObject, ResolvedDrill } from '../drill/model.ts'
import { parseResolvedDrill } from '../drill/schema.ts'
import { FiredrillError } from '../errors.ts'
import type { Files } from '../host/host.ts'
import { readKeys, readMetrics, readProbes, readRequests, readStored, readWrites } from './columns/read.ts'
import type { JournalEvent } from './events.ts'
import { readJournal } from './reader.ts'
import { RECORD_FILES, type RunRecord, type Traffic } from './record.ts'
import { readTraffic, wallToRun } from './traffic.ts'

/** What of a stored run is no sample. */
export interface RunHead extends Pick<RunRecord, 'header' | 'drill' | 'events'> {
  /** Of the journal alone. */
  damage: string[]
}

/** Quick, however long the run was. Throws `run-not-found` or `record-invalid`. */
export async function readHead(files: Files, directory: string): Promise<RunHead> {
  const journal = await files.readIfThere(join(directory, RECORD_FILES.journal))
  if (journal === null) {
    throw new FiredrillError('run-not-found', `There is no run record in ${directory}.`, {
      hint: 'Name a directory below reports/, such as reports/latest.',
    })
  }
  return { ...readJournal(journal, basename(directory)), drill: await drillOf(files, directory) }
}

/** The configuration as the run's record has it; null: it is not there, or cannot be read. */
export async function readConfiguration(files: Files, directory: string): Promise<JsonObject | null> {
  try {
    const text = await files.readIfThere(join(directory, RECORD_FILES.configuration))
    return text === null ? null : (JSON.parse(text) as JsonObject)
  } catch {
    return null
  }
}

/** Throws `run-not-found` or `record-invalid`. */
export async function readRecord(files: Files, directory: string): Promise<RunRecord> {
  const { header, drill, events, damage } = await readHead(files, directory)
  const sampled = events.some(({ type }) => type === 'load-started')
  const columns = async <T>(
    file: string,
    read: (bytes: Uint8Array) => T & { damage: string | null },
    needed = sampled,
  ): Promise<T> => {
    const path = join(directory, file)
    const there = await files.exists(path)
    const result = read(there ? await files.readBytes(path) : new Uint8Array())
    // A run that ended before there was any load has no samples, and nothing of it is lost.
    if (result.damage !== null && (there || needed))
      damage.push(`${file}: ${there ? result.damage : 'it is missing'}`)
    return result
  }
  const { requests } = await columns(RECORD_FILES.requests, readRequests)
  const { metrics } = await columns(RECORD_FILES.metrics, readMetrics)
  const { probes } = await columns(RECORD_FILES.probes, readProbes)
  const ledger = events.findLast((event) => event.type === 'ledger-read')
  const { writes } = await columns(RECORD_FILES.writes, readWrites, ledger !== undefined)
  const isStored = ledger?.error === null
  const { stored } = isStored ? await columns(RECORD_FILES.stored, readStored, true) : { stored: null }
  const before = events.findLast((event) => event.type === 'ledger-before')
  const isKept = before?.error === null
  const { keys } = isKept ? await columns(RECORD_FILES.storedBefore, readKeys, true) : { keys: null }
  const toRunMs = wallToRun(events, header.zeroMonoMs, header.zeroWallMs)
  const traffic = await trafficOf(files, directory, events, toRunMs, damage)
  return {
    header,
    drill,
    events,
    requests,
    metrics,
    probes,
    traffic,
    writes,
    stored,
    storedBefore: keys,
    damage,
  }
}

async function drillOf(files: Files, directory: string): Promise<ResolvedDrill> {
  const text = await files.readIfThere(join(directory, RECORD_FILES.drill))
  try {
    return parseResolvedDrill(JSON.parse(text ?? '', asNow))
  } catch (cause) {
    if (cause instanceof FiredrillError) throw cause
    const message = `${join(directory, RECORD_FILES.drill)} is ${text === null ? 'missing' : 'not JSON'}.`
    const hint = 'The record was changed, or cut off before the run began. Run the drill again.'
    throw new FiredrillError('record-invalid', message, { hint, cause })
  }
}

/** Before services could be lost, what a fault hits was called its instance. */
function asNow(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'fault')
    return value
  const { instance, ...fault } = value as { instance?: unknown }
  return instance === undefined ? value : { ...fault, victim: instance }
}

async function trafficOf(
  files: Files,
  directory: string,
  events: readonly JournalEvent[],
  toRunMs: (wallMs: number) => number,
  damage: string[],
): Promise<Traffic | null> {
  const source = events.find((event) => event.type === 'traffic-source')
  if (!source) return null
  const text = await files.readIfThere(join(directory, source.file))
  if (text === null) {
    damage.push(`${source.file}: it is missing`)
    return null
  }
  const read = readTraffic(text, source.format, toRunMs)
  damage.push(...read.damage)
  return read.traffic
}
