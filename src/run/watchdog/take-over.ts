/** What the watchdog and `recover` do with a run whose process is gone: claim it, undo what is pending, say so. */
import { basename, join } from 'node:path'
import type { Host } from '../../host/host.ts'
import type { Actor, LeftOver } from '../../journal/events.ts'
import { pendingUndos } from '../../journal/pending.ts'
import { readJournal } from '../../journal/reader.ts'
import { RECORD_FILES } from '../../journal/record.ts'
import { sealRecord } from '../../journal/seal.ts'
import { openJournal } from '../../journal/writer.ts'
import type { UndoContext } from '../../undo/undo.ts'
import { cleanUp } from '../clean-up.ts'
import { claimEpoch } from '../epoch.ts'
import { lostIntents } from '../lost-intents.ts'

export type TakeOver =
  | { kind: 'not-needed'; why: string }
  | { kind: 'lost-race' }
  | { kind: 'undone'; undone: number; left: LeftOver[] }

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
  // Read again: the run may have written until the moment at which the epoch was claimed.
  const { header, events, missing } = readJournal(await host.files.read(path), basename(directory))
  const journal = await openJournal(host, {
    path,
    zeroMonoMs: header.zeroMonoMs,
    nextSeq: events.reduce((highest, { seq }) => Math.max(highest, seq), 0) + 1,
  })
  const pending = pendingUndos(events)
  const lost = lostIntents({ missing })
  const undoing = { by, hurry: true, ...(handlers ? { handlers } : {}) }
  let left: LeftOver[]
  try {
    if (!events.some((event) => event.type === 'run-ended')) {
      const reason =
        'The process of the run ended without a word (it was killed, or the machine ran out of memory).'
      journal.write({ type: 'run-ended', run: 'errored', reason, errorCode: 'internal', by })
    }
    left = await cleanUp(host, journal, pending, undoing, lost)
  } finally {
    await journal.close()
  }
  await sealRecord(host.files, directory, by)
  return { kind: 'undone', undone: pending.length + lost.length - left.length, left }
}
