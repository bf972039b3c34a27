/**
 * Locks between runs of one user on one machine: of a target, and of the machine's one load.
 *
 * A lock is one file `<identity>.<n>` that says who holds it; it counts as long as its owner lives, told by pid and
 * start time. Whoever wants it creates, atomically and with its content, the file after the highest `n` that is there,
 * and then looks again: with another living claim in sight it steps back. As everyone looks after having claimed,
 * two can never both hold it, however a stale file is taken over; files are deleted at the end, by their owner.
 */
import { createHash, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { FiredrillError } from '../errors.ts'
import type { Host, Place, ProcessIdentity } from './host.ts'
import { readPlace } from './place.ts'

/** In every version of it, `pid` and `startTime` tell who holds the lock: an older firedrill must not take it for stale. */
export const LOCK_FORMAT = 'firedrill-lock/1'

export interface LockOwner extends ProcessIdentity {
  run: string
  /** The run record's. */
  directory: string
  /** Who started the run, on which machine; older locks do not say. */
  user?: string
  machine?: string
  /** Where it runs; older locks do not say. */
  where?: Place
  /** What is locked, where the owner was read back. */
  identity?: string
}

export interface Lock {
  readonly kind: 'held'
  /** The lock's file, for `release-lock`. */
  readonly path: string
  /** Deletes the file if it is still ours. */
  release(): Promise<void>
}

export interface HeldBy {
  readonly kind: 'busy'
  readonly heldBy: LockOwner
}

interface Claim {
  number: number
  path: string
  content: string
  owner: LockOwner | null
}

const ATTEMPTS = 40
const STEP_BACK_MS = 25

/**
 * `identity`: what is locked, in any characters. `directory` is made when it is not there. `isOver`: of a claim whose
 * owner is gone, whether its file may go; one that stays blocks nobody.
 */
export async function acquireLock(
  host: Host,
  directory: string,
  identity: string,
  owner: LockOwner,
  isOver: (gone: LockOwner) => Promise<boolean> = async () => true,
): Promise<Lock | HeldBy> {
  await host.files.makeDir(directory)
  const name = lockName(identity)
  const content = JSON.stringify({ format: LOCK_FORMAT, ...owner, identity, token: randomUUID() })
  let seen: Claim | null = null
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await claimsOf(host, directory, name)
    const holder = await living(host, before)
    // A claim that is about to step back is gone a moment later; one that stays is the holder's.
    if (holder?.owner && holder.content === seen?.content) return { kind: 'busy', heldBy: holder.owner }
    seen = holder
    if (holder) {
      await host.clock.sleep(STEP_BACK_MS * (1 + Math.random()))
      continue
    }
    const path = join(directory, `${name}.${Math.max(0, ...before.map((claim) => claim.number)) + 1}`)
    if (!(await host.files.createExclusive(path, content, owner.run))) continue
    const others = (await claimsOf(host, directory, name)).filter((claim) => claim.content !== content)
    if ((await living(host, others)) === null) {
      for (const stale of others)
        if (stale.owner === null || (await isOver(stale.owner))) await host.files.remove(stale.path)
      return { kind: 'held', path, release: () => removeIfSame(host, path, content) }
    }
    await removeIfSame(host, path, content)
    await host.clock.sleep(Math.random() * STEP_BACK_MS)
  }
  return { kind: 'busy', heldBy: seen?.owner ?? owner }
}

/** The owner in a lock file's text; null when it is none. */
export function readOwner(content: string): LockOwner | null {
  try {
    const read = JSON.parse(content) as Partial<LockOwner>
    const { pid, startTime, run, directory, user, machine, identity } = read
    const where = readPlace(read.where)
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid < 1) return null
    if (typeof startTime !== 'string') return null
    const owner: LockOwner = { pid, startTime, run: String(run), directory: String(directory) }
    if (typeof user === 'string' && typeof machine === 'string') Object.assign(owner, { user, machine })
    if (where !== null) owner.where = where
    return typeof identity === 'string' ? { ...owner, identity } : owner
  } catch {
    return null
  }
}

/** Readable for a person who looks into the directory, and different for different identities. */
function lockName(identity: string): string {
  const readable = identity.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60)
  return `${readable}-${createHash('sha256').update(identity).digest('hex').slice(0, 12)}.lock`
}

async function claimsOf(host: Host, directory: string, name: string): Promise<Claim[]> {
  const claims: Claim[] = []
  for (const file of await host.files.list(directory)) {
    const number = file.startsWith(`${name}.`) ? file.slice(name.length + 1) : ''
    if (!/^\d{1,15}$/.test(number)) continue
    const path = join(directory, file)
    const content = await host.files.readIfThere(path)
    if (content === null) continue
    const owner = readOwner(content)
    if (owner === null) refuseNewer(path, content)
    claims.push({ number: Number(number), path, content, owner })
  }
  return claims
}

/** Whoever holds it may live: what cannot be read of a newer firedrill is no stale lock. */
function refuseNewer(path: string, content: string): void {
  const format = /"format":\s*"(firedrill-lock\/\d{1,9})"/.exec(content)?.[1]
  if (format === undefined || format === LOCK_FORMAT) return
  const message = `The lock ${path} has the format ${format}; this firedrill reads up to ${LOCK_FORMAT}.`
  throw new FiredrillError('record-invalid', message, {
    hint: 'Wait until the run of the newer firedrill has ended, or use that one. If it is gone, remove the file.',
  })
}

async function living(host: Host, claims: readonly Claim[]): Promise<Claim | null> {
  for (const claim of claims) if (claim.owner && (await host.processes.alive(claim.owner))) return claim
  return null
}

async function removeIfSame(host: Host, path: string, content: string): Promise<void> {
  if ((await host.files.readIfThere(path)) === content) await host.files.remove(path)
}
