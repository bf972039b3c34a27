/** `firedrill recover`: undoes a run whose process is gone, from its journal, as its watchdog would have. */
import { basename, join } from 'node:path'
import { type ErrorCode, FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { Actor } from '../journal/events.ts'
import { readJournal } from '../journal/reader.ts'
import { RECORD_FILES } from '../journal/record.ts'
import type { UndoContext } from '../undo/undo.ts'
import { elsewhere, lastOwner, newestEpoch } from './epoch.ts'
import { type LostRun, lostRuns } from './lost-runs.ts'
import { isMadeHere } from './made-here.ts'
import { recordsIn } from './records.ts'
import { type TakeOver, takeOver } from './watchdog/take-over.ts'
import { journalOf, type ProjectPlaces, type Whose, whereToRecover, whoseRun } from './whose.ts'

const NO_RUN: readonly ErrorCode[] = ['run-not-found', 'record-invalid']

export type Recovered =
  /** By the run itself, or whoever has taken it over. */
  | { kind: 'running'; by: Actor; pid: number }
  /** By a process of another machine or container, as far as is known; `where` in words. */
  | { kind: 'elsewhere'; pid: number; where: string }
  | TakeOver

/**
 * Does nothing to a run whose process, or whose watchdog, still acts, or may act elsewhere. `isGone`: a person says that
 * the machine or container where it ran is no more; `isTrusted`: that the record is theirs, wherever it was made.
 */
export async function recoverRun(
  host: Host,
  directory: string,
  handlers: UndoContext['handlers'],
  { isGone = false, isTrusted = false } = {},
): Promise<Recovered> {
  const cleanUp = await cleanUpOf(host, directory)
  const newest = await newestEpoch(host, directory)
  const owner = await lastOwner(host, directory)
  const where = owner === null || isGone || cleanUp === 'clean' ? null : await elsewhere(host, owner)
  if (owner !== null && where !== null) return { kind: 'elsewhere', pid: owner.process.pid, where }
  if (owner !== null && cleanUp === 'open' && (await host.processes.alive(owner.process)))
    return { kind: 'running', by: owner.by, pid: owner.process.pid }
  const withoutCommands = !isTrusted && !(await isMadeHere(host, directory))
  return takeOver(host, directory, 'recover', newest, { handlers, withoutCommands })
}

export interface Unfinished {
  /** Records of the project, the oldest first. */
  own: string[]
  /** Records of other projects whose process is gone, and who is at them acts no more. */
  others: { directory: string; whose: Whose }[]
  /** Of any project: the record, which would say, is gone. */
  lost: LostRun[]
}

/** Records below the project's reports, and of runs that were put elsewhere, that were not cleaned up. */
export async function unfinishedRuns(host: Host, project: ProjectPlaces): Promise<Unfinished> {
  const found: Unfinished = { own: [], others: [], lost: await lostRuns(host) }
  for (const { directory } of await recordsIn(host, project.reportsDir)) {
    if (!(await isUnfinished(host, directory))) continue
    const whose = await whoseRecord(host, directory, project)
    if (whose.kind === 'own') found.own.push(directory)
    else if (!(await mayBeAtWork(host, directory))) found.others.push({ directory, whose })
  }
  return found
}

export async function whoseRecord(host: Host, directory: string, project: ProjectPlaces): Promise<Whose> {
  const root = (await journalOf(host, directory))?.header.root
  return whoseRun(host, { directory, root }, project)
}

/** `other-project`: what is done about the run, and where. */
export function otherProject(directory: string, whose: Whose): FiredrillError {
  const message =
    whose.kind === 'other'
      ? `${directory} is of the project in ${whose.root}; nothing was done to it.`
      : `${directory} does not say of which project it is; nothing was done to it.`
  const hint = `${whereToRecover(directory, whose)}.`
  return new FiredrillError('other-project', message, { hint })
}

/** Is the run, or its clean-up, still under way, as far as can be seen? */
export async function mayBeAtWork(host: Host, directory: string): Promise<boolean> {
  const owner = await lastOwner(host, directory)
  if (owner === null || (await cleanUpOf(host, directory)) !== 'open') return false
  return (await elsewhere(host, owner)) !== null || (await host.processes.alive(owner.process))
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

/** The same, of a record that had a journal: also where that is gone. */
export async function isUnfinishedOrLost(host: Host, directory: string): Promise<boolean> {
  if (!(await host.files.exists(join(directory, RECORD_FILES.journal)))) return true
  return isUnfinished(host, directory)
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
