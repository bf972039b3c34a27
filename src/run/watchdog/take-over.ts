/** What the watchdog and `recover` do with a run whose process is gone: claim it, undo what is pending, say so. */
import { basename, join } from 'node:path'
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
import { claimEpoch } from '../epoch.ts'
import { lostIntents } from '../lost-intents.ts'
import { resolvedUndos } from '../resolved-undos.ts'

export type TakeOver =
  | { kind: 'not-needed'; why: string }
  | { kind: 'lost-race' }
  | { kind: 'undone'; undone: number; left: LeftOver[] }

/** What a harness that was stopped in the middle of an act had begun by then shows itself within this time. */
const A_MOMENT_MS = 250

/**
 * `directory`: the run record's; `after`: the epoch whose owner acts no more. Does nothing when the journal says that
 * the run was cleaned up, or when somebody else has claimed the next epoch.
 */
export async function takeOver(
  host: Host,
  directory: string,
  by: Actor,
  after: number,
  handlers?: UndoContext['handlers'],
): Promise<TakeOver> {
  const path = join(directory, RECORD_FILES.journal)
  const before = readJournal(await host.files.read(path), basename(directory))
  if (before.events.some((event) => event.type === 'cleanup-ended' && event.cleanup === 'clean')) {
    return { kind: 'not-needed', why: 'it was cleaned up' }
  }
  if ((await claimEpoch(host, directory, by, after)) === null) return { kind: 'lost-race' }
  await host.clock.sleep(A_MOMENT_MS)
  const { events, missing, journal } = await ownJournal(host, directory)
  const pending = resolvedUndos(pendingUndos(events))
  const lost = lostIntents({ missing })
  const undoing = { by, hurry: true, ...(handlers ? { handlers } : {}) }
  let left: LeftOver[]
  try {
    if (!events.some((event) => event.type === 'run-ended')) {
      const reason =
        'The process of the run ended without a word (it was killed, or the machine ran out of memory), or was stopped for long.'
      journal.write({ type: 'run-ended', run: 'errored', reason, errorCode: 'internal', by })
    }
    left = await cleanUp(host, journal, pending, undoing, lost)
  } finally {
    await journal.close()
  }
  // What is undone is undone, also on a disk that takes no seal; without one nothing passes by the record.
  await sealRecord(host.files, directory, by).catch(() => undefined)
  return { kind: 'undone', undone: pending.length + lost.length - left.length, left }
}

/**
 * The journal, gone on with. In a file of its own under the same name: what a harness that wakes up late still writes
 * goes to the old one, and cannot stand between these lines.
 */
async function ownJournal(
  host: Host,
  directory: string,
): Promise<Pick<JournalText, 'events' | 'missing'> & { journal: Journal }> {
  const path = join(directory, RECORD_FILES.journal)
  await makeRoom(host.files, directory)
  const text = await host.files.read(path)
  // A disk that is full takes no second one: then it has to be the same file.
  await host.files.writeAtomic(path, text).catch(() => undefined)
  const { header, events, missing } = readJournal(text, basename(directory))
  ownRedaction.keep(header.run)
  const nextSeq = events.reduce((highest, { seq }) => Math.max(highest, seq), 0) + 1
  const journal = await openJournal(host, { path, zeroMonoMs: header.zeroMonoMs, nextSeq })
  return { events, missing, journal }
}
