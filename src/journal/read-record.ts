/** Reads a stored run back, whole or with what is missing said. */
import { basename, join } from 'node:path'
import type { JsonObject } from '../drill/model.ts'
import { FiredrillError, messageOf } from '../errors.ts'
import type { Files } from '../host/host.ts'
import { readKeys, readMetrics, readProbes, readRequests, readStored, readWrites } from './columns/read.ts'
import type { JournalEvent } from './events.ts'
import { readJournal } from './reader.ts'
import { RECORD_FILES, type RunRecord, type Traffic } from './record.ts'
import { recordBytes, recordText } from './record-files.ts'
import { checkSeal } from './seal.ts'
import { readDrill, readStoredConfiguration } from './stored-drill.ts'
import { readTrafficFile, wallToRun } from './traffic.ts'

/** What of a stored run is no sample. */
export interface RunHead extends Pick<RunRecord, 'header' | 'drill' | 'events'> {
  /** Of the journal and the seal alone. */
  damage: string[]
}

/** Nothing of the samples is decoded, however long the run was. Throws `run-not-found`, `record-invalid` or `record-altered`. */
export async function readHead(files: Files, directory: string): Promise<RunHead> {
  const journal = await recordText(files, { directory, file: RECORD_FILES.journal })
  if (journal === null) {
    throw new FiredrillError('run-not-found', `There is no run record in ${directory}.`, {
      hint: 'Name a directory below reports/, such as reports/latest.',
    })
  }
  const { header, events, damage } = readJournal(journal, basename(directory))
  damage.push(...(await checkSeal(files, directory, header.sealed === true)))
  // A run that ended was cleaned up, or said that it could not be: here the rest is missing.
  const isOpen = !events.some(({ type }) => type === 'cleanup-ended')
  if (isOpen && events.some(({ type }) => type === 'run-ended'))
    damage.push('the journal ends within the clean-up')
  const drill = readDrill(await drillText(files, directory), join(directory, RECORD_FILES.drill))
  return { header, drill, events, damage }
}

/** The configuration as the run's record has it; null: it is not there, or cannot be read. */
export async function readConfiguration(files: Files, directory: string): Promise<JsonObject | null> {
  try {
    const text = await recordText(files, { directory, file: RECORD_FILES.configuration })
    return text === null ? null : readStoredConfiguration(text, join(directory, RECORD_FILES.configuration))
  } catch {
    return null
  }
}

/** Throws `run-not-found`, `record-invalid` or `record-altered`. */
export async function readRecord(files: Files, directory: string): Promise<RunRecord> {
  const { header, drill, events, damage } = await readHead(files, directory)
  const sampled = events.some(({ type }) => type === 'load-started')
  const columns = async <T>(
    file: string,
    read: (bytes: Uint8Array) => T & { damage: string | null },
    needed = sampled,
  ): Promise<T> => {
    const bytes = await recordBytes(files, { directory, file })
    const result = read(bytes ?? new Uint8Array())
    // A run that ended before there was any load has no samples, and nothing of it is lost.
    if (result.damage !== null && (bytes !== null || needed))
      damage.push(`${file}: ${bytes === null ? 'it is missing' : result.damage}`)
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

async function drillText(files: Files, directory: string): Promise<string> {
  const text = await recordText(files, { directory, file: RECORD_FILES.drill })
  if (text !== null) return text
  throw new FiredrillError('record-invalid', `${join(directory, RECORD_FILES.drill)} is missing.`, {
    hint: 'The record was changed, or cut off before the run began. Run the drill again.',
  })
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
  const read = await readTrafficFile(files, join(directory, source.file), source.format, toRunMs).catch(
    (error: unknown) => {
      // A directory, or what may not be read here.
      damage.push(`${source.file}: it cannot be read (${messageOf(error)})`)
      return undefined
    },
  )
  if (read === undefined) return null
  if (read === null) {
    damage.push(`${source.file}: it is missing`)
    return null
  }
  damage.push(...read.damage)
  return read.traffic
}
