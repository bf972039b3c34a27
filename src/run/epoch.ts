/**
 * Who may act on a run. `epoch.0` is the run itself; whoever takes it over (the watchdog, `recover`) creates the next
 * one with O_EXCL, so that exactly one wins. A harness that wakes up late finds the newer file and acts no more.
 */
import { join } from 'node:path'
import { z } from 'zod'
import { FiredrillError } from '../errors.ts'
import type { Host, Place, ProcessIdentity } from '../host/host.ts'
import { isElsewhere, placeWords, readPlace } from '../host/place.ts'
import type { Actor } from '../journal/events.ts'
import { newerFormat, requireFormat } from '../journal/format.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { parseJson } from '../journal/stored-json.ts'
import { lockOwners } from './records.ts'

export const EPOCH_FORMAT = 'firedrill-epoch/1'

/** The run's own. */
export const FIRST_EPOCH = 0

export interface EpochOwner {
  by: Actor
  process: ProcessIdentity
  /** Null: the file is an older one, or does not say. */
  where: Place | null
}

const stored = z.object({
  by: z.enum(['run', 'watchdog', 'recover']),
  process: z.object({ pid: z.int().positive(), startTime: z.string() }),
  where: z.unknown().optional(),
})

/**
 * Claims the epoch that follows `after`, whose owner acts no more (−1: there was none); null when somebody else was
 * faster. By the newest one that is there at this moment, two could win, one after the other.
 */
export async function claimEpoch(
  host: Host,
  directory: string,
  by: Actor,
  after: number,
): Promise<number | null> {
  const process = await host.processes.identity(globalThis.process.pid)
  const next = after + 1
  const owner: EpochOwner = {
    by,
    process: process ?? { pid: globalThis.process.pid, startTime: '' },
    where: await host.machine.place(),
  }
  const text = JSON.stringify({ format: EPOCH_FORMAT, ...owner })
  const won = await claimed(host, epochFile(directory, next), text)
  return won ? next : null
}

/**
 * A disk that is full still takes a name. Who owns an empty one is not known; that somebody does is what counts. One that
 * has taken the name may refuse what comes after: the claim is won all the same, or nobody would undo the run.
 */
async function claimed({ files }: Host, file: string, owner: string): Promise<boolean> {
  try {
    return await files.createExclusive(file, owner)
  } catch {
    if ((await files.readIfThere(file).catch(() => null)) === owner) return true
    return files.createExclusive(file, '')
  }
}

/** −1 when none is there. */
export async function newestEpoch(host: Host, directory: string): Promise<number> {
  const prefix = `${RECORD_FILES.epoch}.`
  const numbers = (await host.files.list(directory))
    .filter((name) => name.startsWith(prefix) && /^(0|[1-9]\d{0,5})$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)))
  return numbers.reduce((newest, number) => Math.max(newest, number), -1)
}

/**
 * Who holds this epoch; null when nobody does or its file cannot be read. Throws `record-invalid` for a file of a newer
 * format: who may act by it is not known.
 */
export async function epochOwner(host: Host, directory: string, epoch: number): Promise<EpochOwner | null> {
  const file = epochFile(directory, epoch)
  const text = await host.files.readIfThere(file)
  if (text === null) return null
  const value = jsonOrNull(text)
  const read = stored.safeParse(value)
  // One that was damaged must not keep anybody from cleaning up.
  if (newerFormat(value, EPOCH_FORMAT) !== null) requireFormat(value, EPOCH_FORMAT, { file })
  if (!read.success) return null
  const { by, process, where } = read.data
  return { by, process, where: readPlace(where) }
}

/**
 * Who acted on the run last, as far as it can be read: a disk that was full may have taken the name of an epoch without
 * its owner. Null: nobody is known.
 */
export async function lastOwner(host: Host, directory: string): Promise<EpochOwner | null> {
  for (let epoch = await newestEpoch(host, directory); epoch >= 0; epoch -= 1) {
    const owner = await epochOwner(host, directory, epoch)
    if (owner !== null) return owner
  }
  const holder = (await lockOwners(host)).find((lock) => lock.directory === directory)
  return holder ? { by: 'run', process: holder, where: holder.where ?? null } : null
}

/** Where the owner runs, when that is not here: whether it lives is not seen. In words; null: it runs here. */
export async function elsewhere(host: Host, { where }: EpochOwner): Promise<string | null> {
  const here = await host.machine.place()
  return where !== null && isElsewhere(where, here) ? placeWords(where, here) : null
}

function jsonOrNull(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return null
  }
}

/**
 * Throws `superseded` once somebody else has taken the run over, and `record-removed` where the record is gone: then
 * nobody else could undo what this process does.
 */
export async function assertEpoch(host: Host, directory: string, mine: number): Promise<void> {
  if (await host.files.exists(epochFile(directory, mine + 1)))
    throw new FiredrillError(
      'superseded',
      'This run was taken over, because its process did not answer for a while.',
      {
        hint: 'Nothing more is done by it. Look at the end of its journal, and run the drill again.',
      },
    )
  if (await host.files.exists(epochFile(directory, mine))) return
  throw new FiredrillError(
    'record-removed',
    `The run record ${directory} was removed while the run was under way.`,
    {
      hint: 'Everything was undone. Leave the reports directory alone during a run, and run the drill again.',
    },
  )
}

function epochFile(directory: string, epoch: number): string {
  return join(directory, `${RECORD_FILES.epoch}.${epoch}`)
}
