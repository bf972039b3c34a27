/** What a run holds alone: the target, where it is shared, and the load of this machine: two loads measure each other. */
import { FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { acquireLock, type LockOwner } from '../host/lock.ts'
import { stateDir } from '../host/state-dir.ts'
import { isUnfinishedOrLost } from './recover.ts'
import type { Room } from './room.ts'
import type { RunOptions } from './run-options.ts'

const MACHINE_LOAD = 'load of this machine'

/** What runs on the target hold against one another; null: each has its own. */
export async function sharedBy(
  host: Host,
  { lockIdentity }: Pick<RunOptions['target'], 'lockIdentity'>,
): Promise<string | null> {
  return typeof lockIdentity === 'function' ? await lockIdentity(host) : lockIdentity
}

/** Throws `target-busy` with the owner's name. */
export async function holdLocks(room: Room, { host, target }: RunOptions): Promise<void> {
  const directory = stateDir(host)
  const undo = { kind: 'release-lock', args: { directory, run: room.run } }
  const own = await host.processes.identity(process.pid)
  const owner = {
    pid: process.pid,
    startTime: own?.startTime ?? '',
    run: room.run,
    directory: room.directory,
    ...host.who,
    where: await host.machine.place(),
  }
  const shared = await sharedBy(host, target)
  // The lock of a run that was not cleaned up is what leads to its record, where that lies elsewhere or is gone.
  const isOver = async (gone: LockOwner): Promise<boolean> =>
    !(await isUnfinishedOrLost(host, gone.directory))
  for (const identity of [...(shared === null ? [] : [shared]), MACHINE_LOAD]) {
    await room.changes.change({ what: `lock the ${identity}`, undo }, async () => {
      const lock = await acquireLock(host, directory, identity, owner, isOver)
      if (lock.kind === 'held') return
      const { heldBy } = lock
      throw new FiredrillError(
        'target-busy',
        `The run ${heldBy.run} (${whoHolds(heldBy)}) holds the ${identity}.`,
        {
          hint: `Wait until it has ended, or end it: kill -TERM ${heldBy.pid}. Its record is ${heldBy.directory}.`,
        },
      )
    })
  }
}

/** `pid 4711 of ada on buildbox`. */
function whoHolds({ pid, user, machine }: LockOwner): string {
  return user === undefined ? `pid ${pid}` : `pid ${pid} of ${user} on ${machine}`
}
