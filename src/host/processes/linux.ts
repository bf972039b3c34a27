import { readdirSync, readFileSync } from 'node:fs'
import type { Clock } from '../host.ts'
import { MARK_VARIABLE, type ProcessRow, type ProcessSource } from './source.ts'

/** USER_HZ is 100 for user space on every architecture that Node runs on. */
const MS_PER_TICK = 10
/** A young process may be between fork and exec: until then it shows its parent's environment. */
const YOUNG_MS = 2000

/** Reads /proc. Synchronous on purpose: a scan takes milliseconds, and is consistent that way. */
export function linuxSource(clock: Clock, proc = '/proc'): ProcessSource {
  const bootId = readFileSync(`${proc}/sys/kernel/random/boot_id`, 'utf8').trim()
  const seen = new Map<string, { mark: string | null; firstMs: number }>()

  const rowNow = (pid: number): ProcessRow | null => {
    const stat = readIfThere(`${proc}/${pid}/stat`)
    return stat === null ? null : parseStat(stat.toString('latin1'), bootId)
  }

  const markOf = (row: ProcessRow, nowMs: number): string | null => {
    const key = `${row.pid}@${row.startTime}`
    const before = seen.get(key)
    if (before && nowMs - before.firstMs > YOUNG_MS) return before.mark
    const environ = readIfThere(`${proc}/${row.pid}/environ`)
    const mark = environ === null ? null : markIn(environ)
    seen.set(key, { mark, firstMs: before?.firstMs ?? nowMs })
    return mark
  }

  const rows = (): ProcessRow[] => {
    const found: ProcessRow[] = []
    const nowMs = clock.monoMs()
    for (const name of readdirSync(proc)) {
      const pid = Number(name)
      const row = Number.isInteger(pid) ? rowNow(pid) : null
      if (row) found.push({ ...row, mark: markOf(row, nowMs) })
    }
    const present = new Set(found.map((row) => `${row.pid}@${row.startTime}`))
    for (const key of seen.keys()) if (!present.has(key)) seen.delete(key)
    return found
  }

  return { rows: async () => rows(), row: async (pid) => rowNow(pid), rowNow }
}

/** Fields as in proc_pid_stat(5): state 3, ppid 4, session 6, times 14 to 17, start 22. Null when cut off. */
export function parseStat(stat: string, bootId: string): ProcessRow | null {
  // The program's name stands in parentheses and may contain spaces and parentheses itself.
  const nameEnd = stat.lastIndexOf(')')
  const fields = stat.slice(nameEnd + 2).split(' ')
  const field = (number: number): number => Number(fields[number - 3])
  const start = fields[19]
  if (nameEnd < 0 || start === undefined) return null
  const ticks = field(14) + field(15) + field(16) + field(17)
  return {
    pid: Number.parseInt(stat, 10),
    startTime: `${bootId}:${start}`,
    ppid: field(4),
    session: field(6),
    state: stateOf(fields[0] ?? ''),
    cpuMs: ticks * MS_PER_TICK,
    mark: null,
  }
}

/** The mark in a NUL-separated environment; null when there is none. */
export function markIn(environ: Buffer): string | null {
  const wanted = `${MARK_VARIABLE}=`
  let from = environ.indexOf(wanted)
  // Only at the start of a variable: OLD_FIREDRILL_RUN is another one.
  while (from > 0 && environ[from - 1] !== 0) from = environ.indexOf(wanted, from + 1)
  if (from < 0) return null
  const end = environ.indexOf(0, from)
  return environ.toString('utf8', from + wanted.length, end < 0 ? environ.length : end)
}

function stateOf(letter: string): ProcessRow['state'] {
  if (letter === 'Z' || letter === 'X' || letter === 'x') return 'zombie'
  return letter === 'T' || letter === 't' ? 'stopped' : 'alive'
}

/** Null also when it may not be read: a process of another user. */
function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES' || code === 'EPERM') return null
    throw error
  }
}
