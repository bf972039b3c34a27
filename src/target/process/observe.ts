/** An instance as it is now: what lives, what it says of itself, whether it is ready. Nothing is remembered. */
import type { ProcessIdentity } from '../../host/host.ts'
import { namesOf, readSelf } from '../app/said.ts'
import type { Instance } from '../target.ts'
import type { Managed } from './managed.ts'
import { instanceNames } from './option-rules.ts'
import type { ProcessOptions } from './options.ts'
import type { Runtime } from './runtime.ts'
import { loopback, type Surroundings } from './variables.ts'

const TIMEOUT_MS = 1000

/** What an instance cannot be asked. */
export interface Known {
  /** The version that its pointer leads to; null: it has none. */
  pointed: string | null
  /** Somebody else may have started it: whatever answers on its port is it. */
  adopted: boolean
}

export async function observe(
  managed: Managed,
  around: Surroundings,
  runtime: Runtime,
  { pointed, adopted }: Known,
): Promise<Instance> {
  const { host } = runtime.context
  const { name, port } = managed.spec
  const url = loopback(port)
  const down: Instance = { name, url, identity: null, release: null, ready: false }
  const processes = await managed.processes()
  if (processes.length === 0 && !adopted) return down
  const ask = (path: string) => host.net.request(`${url}${path}`, { timeoutMs: TIMEOUT_MS })
  const { ready, version } = around.options
  const { path: versionPath } = namesOf(version)
  const [readiness, told] = await Promise.all([
    ask(ready),
    versionPath === undefined ? null : ask(versionPath),
  ])
  if (processes.length === 0 && readiness.status === null) return down
  const said = readSelf(readiness, told, version)
  return {
    name,
    url,
    identity: {
      process: serving(processes, said.pid),
      bootId: said.bootId,
      mark: processes.length === 0 ? null : managed.mark(),
    },
    release:
      said.release ??
      // An app that can be asked is believed alone; what somebody else started need not be what the pointer leads to.
      (versionPath !== undefined || readiness.status === null || pointed === null || processes.length === 0
        ? null
        : { version: pointed, digest: null, source: 'pointer' }),
    ready: readiness.status === 200 && !isAnother(said.instance, name, around.options),
  }
}

/** The process that said that it serves; or the only one there is. Behind a wrapper it is not known otherwise. */
function serving(processes: readonly ProcessIdentity[], pid: number | null): ProcessIdentity | null {
  const told = processes.find((process) => process.pid === pid)
  return told ?? (processes.length === 1 ? (processes[0] ?? null) : null)
}

/** Another instance of the same app may answer on this port where ports were mixed up. */
function isAnother(instance: string | null, name: string, options: ProcessOptions): boolean {
  return instance !== null && instance !== name && instanceNames(options).includes(instance)
}
