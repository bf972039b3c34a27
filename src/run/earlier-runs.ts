/** Runs on the same target that left something, or were never ended: on what they left nothing is to be drilled. */
import { basename, join } from 'node:path'
import { FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import type { JournalEvent } from '../journal/events.ts'
import { pendingUndos } from '../journal/pending.ts'
import { type JournalText, readJournal } from '../journal/reader.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { epochOwner, newestEpoch } from './epoch.ts'
import { recordsIn } from './records.ts'

export interface OnTarget {
  reportsDir: string
  target: string
  environment: string | null
}

/** A watchdog begins at once, and has ended long before this, but for what cannot be undone. */
const UNDOING_MS = 60_000
/** So long after the end of a process its watchdog may take until it has claimed the run. */
const CLAIMED_MS = 5000
const LOOK_MS = 250
/** The end of a journal that was brought to its end lies in so much of it. */
const TAIL_BYTES = 64 * 1024

/**
 * Throws `not-cleaned-up` for the oldest such run. One whose process lives is left to the locks; one that is being undone
 * is waited for, which `say` is told once. Rejects with the signal's reason.
 */
export async function refuseUncleaned(
  host: Host,
  on: OnTarget,
  say: (text: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const { reportsDir } = on
  for (const directory of await recordsIn(host, reportsDir)) {
    if ((await looksClean(host, directory)) || !(await isOn(host, directory, on))) continue
    const what = await leftBehind(host, directory, say, signal)
    if (what !== null) throw uncleaned(directory, what)
  }
}

/** By the end of its journal alone: that of a long run is not read to see that nothing is left. */
async function looksClean(host: Host, directory: string): Promise<boolean> {
  const path = join(directory, RECORD_FILES.journal)
  const size = await host.files.size(path)
  // Without a journal nothing was started: that is on disk before anything else is.
  if (size === 0) return true
  const tail = Buffer.from(await host.files.readFrom(path, Math.max(0, size - TAIL_BYTES))).toString()
  const last = tail.split('\n').findLast((line) => line.includes('"type":"cleanup-ended"'))
  return last?.includes('"cleanup":"clean"') ?? false
}

async function isOn(host: Host, directory: string, { target, environment }: OnTarget): Promise<boolean> {
  const header = (await journalOf(host, directory))?.header
  return header !== undefined && header.target.name === target && header.environment === environment
}

/** In words; null: nothing is, or who is at it lives and holds the locks. */
async function leftBehind(
  host: Host,
  directory: string,
  say: (text: string) => void,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const startMs = host.clock.monoMs()
  let isSaid = false
  for (;;) {
    const events = (await journalOf(host, directory))?.events ?? []
    const ended = events.findLast((event) => event.type === 'cleanup-ended')
    if (ended?.type === 'cleanup-ended') return ended.cleanup === 'clean' || isPretence(events) ? null : DIRTY
    const epoch = await newestEpoch(host, directory)
    const owner = await epochOwner(host, directory, epoch)
    const lives = owner !== null && (await host.processes.alive(owner.process))
    // Epoch 0 is the run itself.
    if (lives && epoch === 0) return null
    // Nothing is begun before its undo is on disk: a run that died before that has left nothing.
    if (!lives && pendingUndos(events).length === 0) return null
    const waitedMs = host.clock.monoMs() - startMs
    if (waitedMs >= (lives ? UNDOING_MS : CLAIMED_MS)) return lives ? UNDOING : OPEN
    if (!isSaid) say(`${basename(directory)} is not cleaned up yet: waiting for its watchdog`)
    isSaid = true
    await host.clock.sleep(LOOK_MS, signal)
  }
}

const DIRTY = 'left something behind'
const OPEN = 'was not ended'
const UNDOING = 'is still being undone'

/** What a sabotaged heal pretends to leave is gone with the run, and no recover could take it away. */
function isPretence(events: readonly JournalEvent[]): boolean {
  return pendingUndos(events).every(({ undo }) => undo.kind === 'pretended')
}

/** Null: there is none that can be read. */
async function journalOf(host: Host, directory: string): Promise<JournalText | null> {
  const text = await host.files.readIfThere(join(directory, RECORD_FILES.journal))
  try {
    return text === null ? null : readJournal(text, basename(directory))
  } catch (error) {
    if (error instanceof FiredrillError && error.code === 'record-invalid') return null
    throw error
  }
}

function uncleaned(directory: string, what: string): FiredrillError {
  return new FiredrillError('not-cleaned-up', `An earlier run on this target ${what}: ${directory}.`, {
    hint: `Run \`firedrill recover ${directory}\`: it undoes what is left, and names what it cannot.`,
  })
}
