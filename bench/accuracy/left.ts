/** Ends everything that carries a trial's id in its environment, and says what does not end. */
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const WITHIN_MS = 10_000
const POLL_MS = 50

export function pidsOf(id: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => readProc(pid, 'environ').includes(id))
    .map(Number)
}

/** Throws when something is still there after ten seconds. */
export async function endAllOf(id: string): Promise<void> {
  const deadlineMs = performance.now() + WITHIN_MS
  for (let left = pidsOf(id); left.length > 0; left = pidsOf(id)) {
    if (performance.now() > deadlineMs) throw new Error(`${id}: these do not end: ${left.join(' ')}`)
    for (const pid of left) end(pid)
    await sleep(POLL_MS)
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It has ended since.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Empty for one that has ended since, or is a zombie. */
export function readProc(pid: string | number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch (error) {
    return error instanceof Error ? '' : String(error)
  }
}
