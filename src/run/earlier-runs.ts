/** Runs on the same target that left something, or were never ended: on what they left nothing is to be drilled. */
import { basename, join } from 'node:path'
import { FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { onlyPretended, pendingUndos } from '../journal/pending.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { elsewhere, lastOwner, newestEpoch } from './epoch.ts'
import { type FoundRecord, recordsIn } from './records.ts'
import { journalOf, type ProjectPlaces, type Whose, whereToRecover, whoseRun } from './whose.ts'

/** `reportsDir`: where the run's own record will be. */
export interface OnTarget extends ProjectPlaces {
  target: string
  environment: string | null
  /** The record of the run that asks, once there is one: it is not looked at. */
  own?: string
  /** What runs on this target hold against one another; null: each has its own. */
  shared: () => Promise<string | null>
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
  for (const record of await recordsIn(host, on.reportsDir)) {
    const { directory } = record
    if (directory === on.own) continue
    const whose = (await looksClean(host, directory)) ? null : await onTarget(host, record, on)
    if (whose === null) continue
    const what = await leftBehind(host, directory, say, signal)
    if (what !== null) throw uncleaned(directory, what, whose)
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

/** Whose the run is, where it was on this target; null: it was on another. In another project a name tells nothing. */
async function onTarget(host: Host, record: FoundRecord, on: OnTarget): Promise<Whose | null> {
  const { directory, locked } = record
  const header = (await journalOf(host, directory))?.header
  if (header === undefined) return null
  const whose = await whoseRun(host, { directory, root: header.root }, on)
  const isNamed = header.target.name === on.target && header.environment === on.environment
  if (whose.kind === 'own' && isNamed) return whose
  const shared = locked.length === 0 ? null : await on.shared()
  return shared !== null && locked.includes(shared) ? whose : null
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
    if (ended?.type === 'cleanup-ended')
      return ended.cleanup === 'clean' || onlyPretended(events) ? null : DIRTY
    const epoch = await newestEpoch(host, directory)
    const owner = await lastOwner(host, directory)
    const where = owner === null ? null : await elsewhere(host, owner)
    if (where !== null) return `${ELSEWHERE} ${where}`
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
/** Whether it lives cannot be seen from here. */
const ELSEWHERE = 'is still under way, as far as is known:'
const UNDOING = 'is still being undone'

function uncleaned(directory: string, what: string, whose: Whose): FiredrillError {
  const of = whose.kind === 'other' ? ', of another project,' : ''
  return new FiredrillError('not-cleaned-up', `An earlier run on this target${of} ${what}: ${directory}.`, {
    hint: `${whereToRecover(directory, whose)}: it undoes what is left, and names what it cannot.`,
  })
}
