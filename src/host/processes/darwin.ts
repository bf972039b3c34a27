import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'
import { MARK_VARIABLE, type ProcessRow, type ProcessSource } from './source.ts'

/** `lstart` is five words in the C locale; `command` is last, with the environment behind it (-E). */
const COLUMNS = 'pid=,ppid=,pgid=,stat=,time=,lstart=,command='
const OPTIONS = { env: { LC_ALL: 'C', PATH: '/bin:/usr/bin' }, maxBuffer: 64 * 1024 * 1024 }

/** Asks `ps`. macOS hides the environment of its own programs (/bin/sh): descent finds those. */
export function darwinSource(): ProcessSource {
  const ps = promisify(execFile)
  const one = (pid: number): string[] => ['-ww', '-o', COLUMNS, '-p', String(pid)]
  return {
    rows: async () => parsePs((await ps('ps', ['-Aww', '-E', '-o', COLUMNS], OPTIONS)).stdout),
    row: async (pid) =>
      parsePs(await ps('ps', one(pid), OPTIONS).then((done) => done.stdout, noSuchProcess))[0] ?? null,
    rowNow: (pid) => {
      try {
        return parsePs(execFileSync('ps', one(pid), { ...OPTIONS, encoding: 'utf8' }))[0] ?? null
      } catch (error) {
        return parsePs(noSuchProcess(error))[0] ?? null
      }
    },
  }
}

/** `ps -p` exits 1 when there is no such process. */
function noSuchProcess(error: unknown): string {
  if (
    error instanceof Error &&
    (('code' in error && error.code === 1) || ('status' in error && error.status === 1))
  )
    return ''
  throw error
}

/** The lines of `ps -o pid=,ppid=,pgid=,stat=,time=,lstart=,command=`; a line that is cut off is left out. */
export function parsePs(text: string): ProcessRow[] {
  return text.split('\n').flatMap((line) => {
    const words =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+([\d:.]+)\s+(\w{3}\s+\w{3}\s+\d+\s+[\d:]+\s+\d{4})\s?(.*)$/.exec(
        line,
      )
    if (!words) return []
    const [, pid, ppid, group, stat = '', time = '', started = '', command = ''] = words
    return [
      {
        pid: Number(pid),
        ppid: Number(ppid),
        session: Number(group),
        state: stateOf(stat),
        cpuMs: cpuMs(time),
        startTime: started.replace(/\s+/g, ' '),
        mark: markIn(command),
      },
    ]
  })
}

/** `12:34.56`: minutes, seconds and hundredths; hours in front of it in some versions. */
export function cpuMs(time: string): number {
  return Math.round(time.split(':').reduce((total, part) => total * 60 + Number(part), 0) * 1000)
}

/** The last one counts: an argument that looks like it stands before the environment. Marks hold no spaces. */
function markIn(command: string): string | null {
  const found = [...command.matchAll(new RegExp(`(?:^|\\s)${MARK_VARIABLE}=(\\S+)`, 'g'))]
  return found.at(-1)?.[1] ?? null
}

function stateOf(stat: string): ProcessRow['state'] {
  if (stat.startsWith('Z')) return 'zombie'
  return stat.startsWith('T') ? 'stopped' : 'alive'
}
