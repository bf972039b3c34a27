/** What happens to the machine or to the load generator during a trial, at the same moment of the load for every tool. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Case } from './cases.ts'
import { readProc } from './left.ts'
import { profileOf } from './profile.ts'

const SPINNERS = 8
const SPIN_S = 14
/** After the fault; the fault's window is several times as long. */
const STALL_AFTER_S = 1.5
const STALL_S = 2
const POLL_MS = 200

export interface Meanwhile {
  /** Whatever it has begun is ended. Throws when it never came to it. */
  stop(): Promise<void>
}

export function meanwhile(one: Case): Meanwhile {
  if (one.meanwhile === undefined) return { stop: async () => undefined }
  const over = new AbortController()
  const profile = profileOf(one)
  const doing = one.meanwhile === 'busy' ? busy(Number(profile.WARM_UP_S)) : stall(Number(profile.CALM_S))
  let came = false
  const done = doing(over.signal, () => {
    came = true
  }).catch((error: unknown) => {
    if (!over.signal.aborted) throw error
  })
  return {
    async stop() {
      over.abort()
      await done
      if (!came) throw new Error(`${one.name}: k6 was not seen in time, and nothing was done to it`)
    },
  }
}

type Doing = (signal: AbortSignal, came: () => void) => Promise<void>

function busy(afterS: number): Doing {
  return async (signal, came) => {
    const k6 = await seen(signal)
    await sleep(afterS * 1000, undefined, { signal })
    if (!isRunning(k6)) return
    const spinners: ChildProcess[] = []
    try {
      for (let k = 0; k < SPINNERS; k += 1) spinners.push(spawn(process.execPath, ['-e', 'for (;;);']))
      came()
      await sleep(SPIN_S * 1000, undefined, { signal })
    } finally {
      for (const spinner of spinners) spinner.kill('SIGKILL')
    }
  }
}

function stall(faultAfterS: number): Doing {
  return async (signal, came) => {
    const k6 = await seen(signal)
    await sleep((faultAfterS + STALL_AFTER_S) * 1000, undefined, { signal })
    if (!isRunning(k6)) return
    process.kill(k6, 'SIGSTOP')
    came()
    try {
      await sleep(STALL_S * 1000, undefined, { signal })
    } finally {
      if (isRunning(k6)) process.kill(k6, 'SIGCONT')
    }
  }
}

/** The k6 that runs below this process, once its load has begun. */
async function seen(signal: AbortSignal): Promise<number> {
  for (;;) {
    const k6 = descendants(process.pid).find((pid) => isRunning(pid) && sends(pid))
    if (k6 !== undefined) return k6
    await sleep(POLL_MS, undefined, { signal })
  }
}

function isRunning(pid: number): boolean {
  const [program = '', verb] = readProc(pid, 'cmdline').split('\0')
  return /(^|\/)k6$/.test(program) && verb === 'run'
}

/** Does it hold TCP connections? Before its load begins it has none. */
function sends(pid: number): boolean {
  // proc(5), /proc/net/tcp: the tenth field is the inode.
  const tcp = new Set(
    readProc(pid, 'net/tcp')
      .split('\n')
      .map((line) => line.trim().split(/\s+/)[9]),
  )
  try {
    const files = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`))
    return files.some((file) => tcp.has(/^socket:\[(\d+)\]$/.exec(file)?.[1] ?? 'none'))
  } catch (error) {
    // It has ended, or a file was closed since.
    if (error instanceof Error) return false
    throw error
  }
}

function descendants(ancestor: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(/^PPid:\s+(\d+)$/m.exec(readProc(name, 'status'))?.[1] ?? 0)]),
  )
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid) ?? 0
    return parent === ancestor || (parent > 1 && isBelow(parent))
  }
  return [...parents.keys()].filter(isBelow)
}
