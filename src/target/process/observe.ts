/** An instance as it is now: what lives, what it says of itself, whether it is ready. Nothing is remembered. */
import type { HttpAnswer, ProcessIdentity } from '../../host/host.ts'
import type { Instance } from '../target.ts'
import type { Managed } from './managed.ts'
import { instanceNames } from './option-rules.ts'
import type { ProcessOptions } from './options.ts'
import { pointedVersion } from './release.ts'
import type { Runtime } from './runtime.ts'
import { loopback, type Surroundings } from './variables.ts'

const TIMEOUT_MS = 1000

export async function observe(managed: Managed, around: Surroundings, runtime: Runtime): Promise<Instance> {
  const { host } = runtime.context
  const { name, port } = managed.spec
  const url = loopback(port)
  const processes = await managed.processes()
  if (processes.length === 0) return { name, url, identity: null, release: null, ready: false }
  const ask = (path: string) => host.net.request(`${url}${path}`, { timeoutMs: TIMEOUT_MS })
  const { ready, version } = around.options
  const versionPath = typeof version === 'string' ? version : version?.path
  const [readiness, told] = await Promise.all([
    ask(ready),
    versionPath === undefined ? null : ask(versionPath),
  ])
  const said = readSelf(readiness, told, version)
  const pointed = await pointedVersion(around, name, host.files)
  return {
    name,
    url,
    identity: {
      process: serving(processes, said.pid),
      bootId: said.bootId,
      mark: managed.mark(),
    },
    release:
      said.release ??
      (readiness.status === null || pointed === null
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

interface Self {
  instance: string | null
  pid: number | null
  bootId: string | null
  release: Instance['release']
}

const KEYS = { version: 'version', digest: 'digest', instance: 'instance', bootId: 'bootId', pid: 'pid' }
const HEADERS = { release: 'x-release', instance: 'x-instance', bootId: 'x-boot-id' }

/** What an instance says of itself: by its version endpoint first, then by its headers. */
export function readSelf(
  readiness: Pick<HttpAnswer, 'headers'>,
  told: Pick<HttpAnswer, 'headers' | 'body' | 'status'> | null,
  version: ProcessOptions['version'],
): Self {
  const keys = typeof version === 'object' ? version.keys : KEYS
  const names = typeof version === 'object' ? version.headers : HEADERS
  const answer = told?.status === 200 ? jsonObject(told.body) : {}
  const headers = { ...readiness.headers, ...(told?.headers ?? {}) }
  const pid = answer[keys.pid]
  return {
    pid: typeof pid === 'number' ? pid : null,
    instance: text(answer[keys.instance]) ?? headers[names.instance.toLowerCase()] ?? null,
    bootId: text(answer[keys.bootId]) ?? headers[names.bootId.toLowerCase()] ?? null,
    release: releaseSaid(
      text(answer[keys.version]),
      text(answer[keys.digest]),
      headers[names.release.toLowerCase()],
    ),
  }
}

function releaseSaid(
  version: string | null,
  digest: string | null,
  header: string | undefined,
): Instance['release'] {
  if (version !== null) return { version, digest, source: 'version endpoint' }
  return header === undefined ? null : { version: header, digest: null, source: 'header' }
}

function jsonObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
