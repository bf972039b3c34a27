/** Where run records lie: below the reports directory, and where a run that was put elsewhere (`--out`) still holds a lock. */
import { join } from 'node:path'
import { FiredrillError, messageOf } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { type LockOwner, readOwner } from '../host/lock.ts'
import { stateDir } from '../host/state-dir.ts'
import { RECORD_FILES } from '../journal/record.ts'

export interface FoundRecord {
  /** Absolute. */
  directory: string
  /** What its run has locked, and has not given back. */
  locked: readonly string[]
}

/** Those with a first epoch, the oldest of each place first. Throws `reports-unwritable` where the place is no directory that can be read. */
export async function recordsIn(host: Host, reportsDir: string): Promise<FoundRecord[]> {
  const names = await listed(host, reportsDir).catch((cause: unknown) => {
    const message = `${reportsDir} cannot be read as a directory: ${messageOf(cause)}.`
    const hint =
      'Let it be a directory that you may read, or name another: `reports` in the configuration, or --out.'
    throw new FiredrillError('reports-unwritable', message, { hint, cause })
  })
  const own = names.filter((each) => each !== 'latest').map((name) => join(reportsDir, name))
  const owners = await lockOwners(host)
  const all = [...new Set([...own.toSorted(), ...owners.map(({ directory }) => directory)])]
  const there = await Promise.all(all.map((path) => host.files.exists(join(path, `${RECORD_FILES.epoch}.0`))))
  return all
    .filter((_, index) => there[index])
    .map((directory) => ({
      directory,
      locked: owners.flatMap((owner) => (owner.directory === directory ? (owner.identity ?? []) : [])),
    }))
}

/** A lock goes with the clean-up of its run: one that is left tells of a run that was not cleaned up, or goes on. Of every lock that can be read. */
export async function lockOwners(host: Host): Promise<LockOwner[]> {
  const locks = stateDir(host)
  const found: LockOwner[] = []
  for (const name of (await listed(host, locks)).toSorted()) {
    const owner = readOwner((await host.files.readIfThere(join(locks, name))) ?? '')
    if (owner !== null) found.push(owner)
  }
  return found
}

async function listed(host: Host, directory: string): Promise<string[]> {
  return (await host.files.exists(directory)) ? host.files.list(directory) : []
}
