/** What a fault may hit: just the instance that was looked at, as long as it is still the same one. */
import { FiredrillError } from '../../errors.ts'
import type { Host, ProcessIdentity } from '../../host/host.ts'
import type { Victim } from '../target.ts'
import type { Fleet } from './fleet.ts'
import type { Managed } from './managed.ts'

const CONNECT_TIMEOUT_MS = 1000

/** Throws `drill-invalid` when it is down, or another one by now than the one that was observed. */
export function sameInstance(fleet: Fleet, { name, identity }: Victim): Managed {
  const managed = fleet.find(name)
  if (identity === null) throw isDown(name)
  if (identity.mark === null) throw isTheirs(name)
  if (identity.mark === managed.mark()) return managed
  throw new FiredrillError('drill-invalid', `${name} was started anew since it was looked at.`, {
    hint: 'Look again, and hit what is there now.',
  })
}

/** The signal must reach the one that serves first: the instant of the fault is read just before. */
export async function servingFirst(managed: Managed, { name, identity }: Victim): Promise<ProcessIdentity[]> {
  const processes = await managed.processes()
  if (processes.length === 0) throw isDown(name)
  const first = ({ pid }: { pid: number }) => (pid === identity?.process?.pid ? 0 : 1)
  return processes.toSorted((a, b) => first(a) - first(b))
}

/** Once a deploy command of the user's has run: throws `drill-invalid` where it has started the instance. */
export async function refuseTheirs(managed: Managed, { net }: Host): Promise<void> {
  if ((await managed.processes()).length > 0) return
  const { name, port } = managed.spec
  // One that hangs, and takes no further connection, is there as well.
  if ((await net.knock('127.0.0.1', port, CONNECT_TIMEOUT_MS)) !== 'refused') throw isTheirs(name)
}

function isTheirs(name: string): FiredrillError {
  return new FiredrillError('drill-invalid', `Somebody else started ${name}: its processes are not known.`, {
    hint: 'A deploy command that starts the instances itself leaves none that a fault or a step could hit after it.',
  })
}

function isDown(name: string): FiredrillError {
  return new FiredrillError('drill-invalid', `${name} is down: there is nothing to hit.`, {
    hint: 'Start it first, or name another instance.',
  })
}
