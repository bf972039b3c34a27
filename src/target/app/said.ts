/** What an instance says of itself, by its version endpoint and by the headers of its answers. */
import type { HttpAnswer } from '../../host/host.ts'
import type { Instance } from '../target.ts'
import type { VersionOptions } from './self-options.ts'

export interface Self {
  instance: string | null
  pid: number | null
  bootId: string | null
  release: Instance['release']
}

const KEYS = { version: 'version', digest: 'digest', instance: 'instance', bootId: 'bootId', pid: 'pid' }
const HEADERS = { release: 'x-release', instance: 'x-instance', bootId: 'x-boot-id' }

/** Where the app says what it is: its version endpoint, the keys in it, the headers of every answer. */
export function namesOf(version: VersionOptions) {
  if (typeof version === 'object') return version
  return { path: version, keys: KEYS, headers: HEADERS }
}

/** What an instance says of itself: by its version endpoint first, then by its headers. */
export function readSelf(
  readiness: Pick<HttpAnswer, 'headers'>,
  told: Pick<HttpAnswer, 'headers' | 'body' | 'status'> | null,
  version: VersionOptions,
): Self {
  const { keys, headers: names } = namesOf(version)
  const answer = told?.status === 200 ? jsonObject(told.body) : {}
  const headers = { ...readiness.headers, ...(told?.headers ?? {}) }
  return {
    pid: pidOf(answer[keys.pid]),
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

/** A whole number is a name as well: of a build, of the time of a start. Any other one may be written in two ways. */
function text(value: unknown): string | null {
  if (Number.isSafeInteger(value)) return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

function pidOf(value: unknown): number | null {
  const pid = text(value)
  return pid !== null && /^[1-9]\d*$/.test(pid) ? Number(pid) : null
}
