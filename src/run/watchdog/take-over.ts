/** What the watchdog and `recover` do with a run whose process is gone: claim it, undo what is pending, say so. */
import { basename, join } from 'node:path'
import { FiredrillError, messageOf } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import type { Actor, LeftOver } from '../../journal/events.ts'
import { pendingUndos } from '../../journal/pending.ts'
import { type JournalText, readJournal } from '../../journal/reader.ts'
import { RECORD_FILES } from '../../journal/record.ts'
import { makeRoom } from '../../journal/reserve.ts'
import { sealRecord } from '../../journal/seal.ts'
import { type Journal, openJournal } from '../../journal/writer.ts'
import { ownRedaction } from '../../redact/process.ts'
import type { UndoContext } from '../../undo/undo.ts'
import { cleanUp } from '../clean-up.ts'
import { claimEpoch, epochOwner } from '../epoch.ts'
import { lostIntents } from '../lost-intents.ts'
import { withoutCommands } from '../made-here.ts'
import { resolvedUndos } from '../resolved-undos.ts'

export type TakeOver = { kind: 'not-needed'; why: string } | { kind: 'lost-race' } | Undone

export interface Undone {
  kind: 'undone'
  undone: number
  left: LeftOver[]
  /** What came of each undo, in words, in their order. */
  undos: string[]
  /** Why the journal does not say so, or not all of it; null: it does. */
  unwritten: string | null
}

export interface TakeOverOptions {
  /** The user's; the watchdog has none. */
  handlers?: UndoContext['handlers']
  /** The journal as it was held open, for where its file is gone. */
  held?: () => Promise<string>
  /** Whatever a journal could make do anything is left to a person. */
  withoutCommands?: boolean
}

/** What a harness that was stopped in the middle of an act had begun by then shows itself within this time. */
const A_MOMENT_MS = 250
/** By these a disk, or whoever has removed the record, refuses to take a claim. */
const REFUSALS = ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'ENOENT', 'ENOTDIR']

/**
 * `directory`: the run record's; `after`: the epoch whose owner acts no more. Does nothing when the journal says that
 * the run was cleaned up, or when somebody else has claimed the next epoch. What the disk takes of what is told of it
 * never decides whether something is undone.
 */
export async function takeOver(
  host: Host,
  directory: string,
  by: Actor,
  after: number,
  { handlers, held, withoutCommands: isStrange = false }: TakeOverOptions = {},
): Promise<TakeOver> {
  const text = () => journalText(host, directory, held)
  const before = readJournal(await text(), basename(directory))
  if (before.events.some((event) => event.type === 'cleanup-ended' && event.cleanup === 'clean')) {
    return { kind: 'not-needed', why: 'it was cleaned up' }
  }
  // A disk without a single inode takes no claim either.
  await makeRoom(host.files, directory).catch(() => undefined)
  if (!(await wins(host, directory, by, after))) return { kind: 'lost-race' }
  await host.clock.sleep(A_MOMENT_MS)
  const { events, missing, journal } = await ownJournal(host, directory, await text())
  const lost = lostIntents({ missing })
  const all = pendingUndos(events)
  const pending = resolvedUndos(isStrange ? withoutCommands(all) : all)
  if (!events.some((event) => event.type === 'run-ended')) {
    const reason =
      'The process of the run ended without a word (it was killed, or the machine ran out of memory), or was stopped for long.'
    journal.write({ type: 'run-ended', run: 'errored', reason, errorCode: 'internal', by })
  }
  const undoing = { by, hurry: true, before: events, ...(handlers ? { handlers } : {}) }
  let unwritten: string | null = null
  try {
    await cleanUp(host, journal, pending, undoing, lost)
  } catch (error) {
    if (!isUnwritable(error)) throw error
    unwritten = messageOf(error.cause)
  } finally {
    await journal.close()
  }
  // What is undone is undone, also on a disk that takes no seal; without one nothing passes by the record.
  await sealRecord(host.files, directory, by).catch(() => undefined)
  return undoneBy(journal, pending.length + lost.length, unwritten)
}

/** As it is in memory: the disk may have taken none of it. */
function undoneBy({ events }: Journal, pending: number, unwritten: string | null): Undone {
  const ended = events.findLast((event) => event.type === 'cleanup-ended')
  const left = ended?.type === 'cleanup-ended' ? ended.left : []
  const undos = events
    .filter((event) => event.type === 'undone')
    .map(({ outcome, evidence }) => `${outcome}: ${evidence}`)
  return { kind: 'undone', undone: pending - left.length, left, undos, unwritten }
}

/** Where a claim is refused and the owner is gone, nobody else would undo it: then it is done without one. */
async function wins(host: Host, directory: string, by: Actor, after: number): Promise<boolean> {
  try {
    return (await claimEpoch(host, directory, by, after)) !== null
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && REFUSALS.includes(String(error.code)))) throw error
    // A harness whose record is gone acts no more.
    if (!(await host.files.exists(directory))) return true
    const owner = await epochOwner(host, directory, after)
    if (owner === null || (await host.processes.alive(owner.process))) throw error
    return true
  }
}

function isUnwritable(error: unknown): error is FiredrillError {
  return error instanceof FiredrillError && error.code === 'reports-unwritable'
}

async function journalText(host: Host, directory: string, held: TakeOverOptions['held']): Promise<string> {
  const path = join(directory, RECORD_FILES.journal)
  const there = held === undefined ? await host.files.read(path) : await host.files.readIfThere(path)
  return there ?? (await held?.()) ?? ''
}

/**
 * The journal, gone on with. In a file of its own under the same name: what a harness that wakes up late still writes
 * goes to the old one, and cannot stand between these lines.
 */
async function ownJournal(
  host: Host,
  directory: string,
  text: string,
): Promise<Pick<JournalText, 'events' | 'missing'> & { journal: Journal }> {
  const path = join(directory, RECORD_FILES.journal)
  // A disk that is full takes no second one: then it has to be the same file.
  await host.files.writeAtomic(path, text).catch(() => undefined)
  const { header, events, missing } = readJournal(text, basename(directory))
  ownRedaction.keep(header.run)
  const nextSeq = events.reduce((highest, { seq }) => Math.max(highest, seq), 0) + 1
  const journal = await openJournal(host, { path, zeroMonoMs: header.zeroMonoMs, nextSeq })
  return { events, missing, journal }
}
