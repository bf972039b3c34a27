/** What a run left behind on the machine, looked for from outside. */
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { basename, join } from 'node:path'
import type { Scratch } from './scratch.ts'

/** Processes, files, locks and listening ports; empty when nothing is left but the record. */
export async function remainsOf(record: string, scratch: Scratch): Promise<string[]> {
  const ports = portsIn(record)
  const listening = await Promise.all(ports.map(async (port) => ((await accepts(port)) ? [port] : [])))
  return [
    ...processesWith([basename(record), scratch.directory]),
    ...filesOf(scratch),
    ...listening.flat().map((port) => `port ${port}`),
  ]
}

/** Temporary files and locks. */
export function filesOf({ tmp, state }: Scratch): string[] {
  return [tmp, state].flatMap((directory) =>
    namesBelow(directory)
      .map((name) => `file ${join(directory, name)}`)
      // The directory of locks stays; what was in it must not.
      .filter((file) => file !== `file ${join(state, 'firedrill')}`),
  )
}

/** A directory that is removed while it is read was seen, and may be gone now: it is looked at again. */
function namesBelow(directory: string): string[] {
  for (;;) {
    try {
      return readdirSync(directory, { recursive: true }).map(String)
    } catch (error) {
      const goneBelow = error instanceof Error && 'path' in error && error.path !== directory
      if (!goneBelow || !('code' in error) || error.code !== 'ENOENT') throw error
    }
  }
}

/** Every process but this one with one of the texts in its environment or arguments. */
export function processesWith(texts: readonly string[]): string[] {
  return pidsWith(texts).map((pid) => `process ${pid} ${argumentsOf(pid)}`)
}

export function pidsWith(texts: readonly string[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) =>
      ['environ', 'cmdline'].some((file) => texts.some((text) => ofProcess(pid, file).includes(text))),
    )
}

export function argumentsOf(pid: number): string {
  return ofProcess(pid, 'cmdline').replaceAll('\0', ' ').trim()
}

function ofProcess(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch (error) {
    // It has ended since, or is the system's own.
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ESRCH', 'EACCES'].includes(String(error.code))
    )
      return ''
    throw error
  }
}

/** Every port of this machine that the record tells of. */
export function portsIn(record: string): number[] {
  const text = readFileSync(join(record, 'journal.ndjson'), 'utf8')
  return [...new Set([...text.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port)))]
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}

/** Waits until `remains` gives nothing; resolves with what is left after the time. */
export async function untilNothing(
  remains: () => string[] | Promise<string[]>,
  withinMs: number,
): Promise<string[]> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const left = await remains()
    if (left.length === 0 || performance.now() > deadline) return left
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
