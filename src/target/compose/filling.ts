/**
 * How a file system of a container is filled: by programs of its image, since an engine copies nothing into a file system
 * in memory. Each command is what a person would type after `docker exec <container>`.
 */
import { posix } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import type { Engine, Executed } from '../../host/engine/engine.ts'

const TIMEOUT_MS = 60_000
const BLOCK = 4096
const KIB = 1024
const FULL = /No space left on device/

export function fillFile(path: string): string {
  return posix.join(path, '.firedrill-fill')
}

export function tryFile(path: string): string {
  return posix.join(path, '.firedrill-try')
}

/** `bytes: null`: as much as fits. */
export function writeWords(file: string, bytes: number | null): string[] {
  const count = bytes === null ? [] : [`count=${Math.ceil(bytes / BLOCK)}`]
  return ['dd', 'if=/dev/zero', `of=${file}`, `bs=${BLOCK}`, ...count]
}

/** Throws `tool-missing` with what the image has to have. */
export async function inContainer(engine: Engine, id: string, argv: readonly string[]): Promise<Executed> {
  try {
    return await engine.exec(id, argv, { timeoutMs: TIMEOUT_MS })
  } catch (error) {
    if (!(error instanceof FiredrillError) || error.code !== 'tool-missing') throw error
    throw new FiredrillError('tool-missing', `${error.message} fill() needs df, dd and rm in the image.`, {
      hint: 'Use an image that has them (coreutils or busybox), or leave fill() out.',
      cause: error,
    })
  }
}

/** Of `df -P -k <path>`; null where it is not understood. Source: POSIX, df, its portable format. */
export function spaceIn(stdout: string): { sizeBytes: number; freeBytes: number; mount: string } | null {
  const [, line = ''] = stdout.trim().split('\n')
  const [, size, , free, , mount] =
    /^(.+?)\s+(\d+)\s+(\d+)\s+(-?\d+)\s+(\S+)\s+(\/.*)$/.exec(line)?.slice(1) ?? []
  if (size === undefined || free === undefined || mount === undefined) return null
  return { sizeBytes: Number(size) * KIB, freeBytes: Math.max(0, Number(free) * KIB), mount }
}

/** Was there room? Throws `command-failed` for anything else that went wrong. */
export function roomIn(ran: Executed, argv: readonly string[]): { room: boolean; said: string } {
  const said = ran.stderr.trim().split('\n').at(-1) ?? ''
  if (ran.exitCode === 0) return { room: true, said }
  if (FULL.test(ran.stderr)) return { room: false, said: 'No space left on device' }
  const how = ran.timedOut ? 'took too long' : `ended with ${ran.exitCode}`
  throw new FiredrillError('command-failed', `"${argv.join(' ')}" ${how} in the container: ${said}`, {
    hint: 'The user of the container must be able to write there; see whether the path is a directory.',
  })
}
