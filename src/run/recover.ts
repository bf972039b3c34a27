/** `firedrill recover`: undoes a run whose process is gone, from its journal, as its watchdog would have. */
import { basename, join } from 'node:path'
import { type ErrorCode, FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { Actor } from '../journal/events.ts'
import { readJournal } from '../journal/reader.ts'
import { RECORD_FILES } from '../journal/record.ts'
import type { UndoContext } from '../undo/undo.ts'
import { epochOwner, newestEpoch } from './epoch.ts'
import { recordsIn } from './records.ts'
import { type TakeOver, takeOver } from './watchdog/take-over.ts'

const NO_RUN: readonly ErrorCode[] = ['run-not-found', 'record-invalid']

export type Recovered =
  /** By the run itself, or whoever has taken it over. */
  | { kind: 'running'; by: Actor; pid: number }
  | Exclude<TakeOver, { kind: 'undone' }>
  | (Extract<TakeOver, { kind: 'undone' }> & { undos: string[] })

/** Does nothing to a run whose process, or whose watchdog, still acts. */
export async function recoverRun(
  host: Host,
  directory: string,
  handlers: UndoContext['handlers'],
): Promise<Recovered> {
  const before = readJournal(await readText(host, directory), basename(directory)).events.length
  const newest = await newestEpoch(host, directory)
  const owner = await epochOwner(host, directory, newest)
  if (owner && (await host.processes.alive(owner.process))) {
    if ((await cleanUpOf(host, directory)) === 'open')
      return { kind: 'running', by: owner.by, pid: owner.process.pid }
  }
  const result = await takeOver(host, directory, 'recover', newest, handlers)
  if (result.kind !== 'undone') return result
  const { events } = readJournal(await readText(host, directory), basename(directory))
  const undos = events
    .slice(before)
    .filter((event) => event.type === 'undone')
    .map(({ outcome, evidence }) => `${outcome}: ${evidence}`)
  return { ...result, undos }
}

/** Records of `reportsDir`, and of runs that were put elsewhere, that were not cleaned up, the oldest first. */
export async function unfinishedRuns(host: Host, reportsDir: string): Promise<string[]> {
  const found: string[] = []
  for (const directory of await recordsIn(host, reportsDir))
    if (await isUnfinished(host, directory)) found.push(directory)
  return found
}

/** Without a journal that begins with the run nothing was started: that is on disk before anything else is. */
async function isUnfinished(host: Host, directory: string): Promise<boolean> {
  try {
    return (await cleanUpOf(host, directory)) !== 'clean'
  } catch (error) {
    if (error instanceof FiredrillError && NO_RUN.includes(error.code)) return false
    throw error
  }
}

/** Was it cleaned up, by its journal? `open`: the journal does not say. Throws `run-not-found` or `record-invalid`. */
export async function cleanUpOf(host: Host, directory: string): Promise<'clean' | 'dirty' | 'open'> {
  const { events } = readJournal(await readText(host, directory), basename(directory))
  const last = events.findLast((event) => event.type === 'cleanup-ended')
  return last?.type === 'cleanup-ended' ? last.cleanup : 'open'
}

async function readText(host: Host, directory: string): Promise<string> {
  const text = await host.files.readIfThere(join(directory, RECORD_FILES.journal))
  if (text !== null) return text
  throw new FiredrillError('run-not-found', `There is no run record in ${directory}.`, {
    hint: 'Name a directory below reports/, such as reports/latest.',
  })
}
