/** Where a process runs, as far as its pid means the same to another one there. */
import { execFile } from 'node:child_process'
import { hostname } from 'node:os'
import { promisify } from 'node:util'
import type { Files, Place } from './host.ts'

export async function linuxPlace(
  files: Pick<Files, 'readIfThere' | 'readLink'>,
  proc = '/proc',
): Promise<Place> {
  const boot = await files.readIfThere(`${proc}/sys/kernel/random/boot_id`).catch(() => null)
  const pids = await files.readLink(`${proc}/self/ns/pid`).catch(() => null)
  return { machine: hostname(), boot: boot?.trim() || null, pids }
}

/** macOS has no PID namespaces. */
export async function darwinPlace(): Promise<Place> {
  const asked = promisify(execFile)('/usr/sbin/sysctl', ['-n', 'kern.bootsessionuuid'])
  const boot = await asked.then(
    ({ stdout }) => stdout.trim() || null,
    () => null,
  )
  return { machine: hostname(), boot, pids: null }
}

/** Null: it is none. */
export function readPlace(value: unknown): Place | null {
  if (typeof value !== 'object' || value === null) return null
  const { machine, boot = null, pids = null } = value as Record<string, unknown>
  if (typeof machine !== 'string' || !isTextOrNull(boot) || !isTextOrNull(pids)) return null
  return { machine, boot, pids }
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

/**
 * A process of there may live although it is not seen here. A machine of the same name with another boot was booted
 * anew: what ran on it is gone.
 */
export function isElsewhere(there: Place, here: Place): boolean {
  if (there.boot === null || there.boot !== here.boot) return there.machine !== here.machine
  return there.pids !== null && here.pids !== null && there.pids !== here.pids
}

/** `on the machine build-7`. */
export function placeWords(there: Place, here: Place): string {
  const inside = there.pids === null ? '' : ` (${there.pids})`
  if (there.boot === here.boot) return `in another PID namespace of this machine, as a container has${inside}`
  return `on the machine ${there.machine}${inside}`
}
