/**
 * The run: opens a record, starts the target, drives load, takes the steps, always undoes, and leaves the record.
 * It judges nothing.
 */
import { FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { unlessAborted } from '../host/unless-aborted.ts'
import type { LeftOver, RunOutcome } from '../journal/events.ts'
import { makeRoom } from '../journal/reserve.ts'
import { sealRecord } from '../journal/seal.ts'
import { quoted } from '../shell-words.ts'
import { everyInterval } from './background.ts'
import { type CleanUpOptions, cleanUp, takeBackWhileUp } from './clean-up.ts'
import { conduct } from './conduct.ts'
import { createGuards, type Guards, heardBy } from './guards/guards.ts'
import type { Interruption } from './interruption.ts'
import { lastActs } from './last-acts.ts'
import { cleanUpOf } from './recover.ts'
import { openRoom, type Room } from './room.ts'
import { completed, endingOf, isSuperseded } from './run-ending.ts'
import type { RunOptions } from './run-options.ts'

export interface RunEnd {
  run: string
  /** The run record's, absolute. */
  directory: string
  outcome: RunOutcome
  left: LeftOver[]
  /** What ended the run as `errored`. */
  error: unknown
}

/** How often it is looked whether the record is there, and still this process's. */
const LOOK_EVERY_MS = 1000
const TAKEN_OVER_MS = 60_000

/**
 * Once the record is opened, how it ended stands in the journal, and in what is returned. Throws
 * `reports-unwritable`, when the disk refuses the journal for good; everything is undone then all the same. And
 * `abandoned`, at the third signal: then the watchdog undoes the rest as soon as this process has ended.
 */
export async function runDrill(given: RunOptions, interruption: Interruption): Promise<RunEnd> {
  const guards = createGuards(given)
  const options = heardBy(guards, given)
  const room = await openRoom(options)
  interruption.onSignal((signal, hurried) => room.journal.write({ type: 'signal', signal, hurried }))
  try {
    return await unlessAborted(takeRun(room, options, interruption, guards), interruption.abandoned)
  } catch (error) {
    if (!interruption.abandoned.aborted) throw error
    room.watchdog.abandon()
    await room.journal.close()
    throw abandoned(room)
  }
}

async function takeRun(
  room: Room,
  options: RunOptions,
  interruption: Interruption,
  guards: Guards,
): Promise<RunEnd> {
  const { run, directory, journal, changes, stillOurs } = room
  const { host } = options
  const undoing = undoingOf(room, options, interruption)
  const earlier: LeftOver[] = []
  const watched = watchRecord(room, options)
  const brokenOff = AbortSignal.any([guards.signal, ...lostOf(room), watched.lost])
  const signal = AbortSignal.any([interruption.signal, brokenOff])
  const stopping = { signal, hurrying: interruption.hurrying, brokenOff }
  await guards.start(journal)
  const ending = await conduct(room, options, stopping, async (which) => {
    guards.end()
    // A run that hurries has left a step where it was: what it is at must not end after its undo.
    if (interruption.hurried) await changes.close(lastActs(interruption.hurrying))
    earlier.push(...(await takeBackWhileUp(host, journal, changes, undoing, which)))
  })
    .finally(() => guards.end())
    .then(completed, (error: unknown) => endingOf(error, interruption, guards.stopped()))
  await watched.stop()
  for (const what of await changes.close(lastActs(interruption.hurrying)))
    journal.write({ type: 'progress', text: `not waited for any longer: ${what}` })
  const { error, ...ended } = ending
  let left: LeftOver[]
  try {
    await stillOurs()
    journal.write({ type: 'run-ended', ...ended, by: 'run' })
    left = await cleanUp(host, journal, changes.pending(), undoing, earlier)
  } catch (thrown) {
    if (!isSuperseded(thrown)) throw thrown
    if (await isCleanedUp(host, directory)) await changes.again()
    return overtaken(room, thrown)
  } finally {
    await leave(room, options)
  }
  // Where something was left, and this process was stopped before it could say so to its watchdog.
  const late = await stillOurs().then(
    () => null,
    (error: unknown) => error,
  )
  if (late !== null) return overtaken(room, late)
  // Where it was removed in mid-run there is nothing to be sealed.
  if (await host.files.exists(directory)) await sealRecord(host.files, directory, 'run')
  return { run, directory, outcome: ending.run, left, error }
}

/** Whoever has taken the run over undoes it, ends its journal, and seals its record. */
function overtaken({ run, directory }: Room, error: unknown): RunEnd {
  return { run, directory, outcome: 'errored', left: [], error }
}

/**
 * Waits for whoever has taken the run over; false: it has not ended in that time, and undoes what is made meanwhile
 * itself. A journal that cannot be read at the moment does not say so.
 */
async function isCleanedUp(host: Host, directory: string): Promise<boolean> {
  const untilMs = host.clock.monoMs() + TAKEN_OVER_MS
  while ((await cleanUpOf(host, directory).catch(() => 'open')) === 'open') {
    if (host.clock.monoMs() >= untilMs) return false
    await host.clock.sleep(LOOK_EVERY_MS)
  }
  return true
}

function undoingOf(
  { stillOurs }: Room,
  { handlers }: RunOptions,
  interruption: Interruption,
): CleanUpOptions {
  return {
    by: 'run',
    get hurry() {
      return interruption.hurried
    },
    hurrying: interruption.hurrying,
    handlers,
    stillOurs,
  }
}

/** What undoes in this process's place is lost: nothing is begun from then on. */
function lostOf({ watchdog, leases }: Room): AbortSignal[] {
  return [watchdog.lost, leases.lost]
}

/** `lost` is aborted once the record is gone, or somebody else has taken the run over: nothing is begun from then on. */
function watchRecord({ assertMayAct }: Room, { host }: RunOptions) {
  const lost = new AbortController()
  const look = everyInterval(host.clock, LOOK_EVERY_MS, assertMayAct, (error) => lost.abort(error))
  return { lost: lost.signal, stop: () => look.stop() }
}

async function leave({ journal, watchdog, leases, directory }: Room, { host }: RunOptions): Promise<void> {
  await leases.stop()
  await journal.close()
  await watchdog.release()
  await makeRoom(host.files, directory)
}

function abandoned({ changes, directory }: Room): FiredrillError {
  const pending = changes.pending().map(({ what }) => what)
  const what = pending.length === 0 ? 'nothing is known to be left' : `not undone yet: ${pending.join('; ')}`
  return new FiredrillError('abandoned', `Ended by a third signal; ${what}.`, {
    hint: `Its watchdog goes on with that now. See what came of it: firedrill recover ${quoted(directory)}`,
  })
}
