import { setTimeout as sleep } from 'node:timers/promises'
import { gaugeSpeed, isFree, type Speed } from './speed.ts'

const LOOK_MS = 3000
const PAUSE_MS = 20_000
const LONGEST_MS = 3_600_000

/**
 * Waits until the machine gives what it has, as far as `all` tell, at most an hour: a trial that others disturb would
 * only be done again. Nothing of ours may run meanwhile.
 */
export async function untilFree(all: readonly (Speed | undefined)[]): Promise<void> {
  const deadline = Date.now() + LONGEST_MS
  for (let looks = 0; Date.now() < deadline; looks += 1) {
    const gauge = gaugeSpeed()
    await sleep(LOOK_MS)
    const idle = gauge.stop()
    if (isFree(idle, all)) return
    if (looks % 10 === 0) console.error(`waiting for a free machine: a piece takes ${idle.medianUs} µs`)
    await sleep(PAUSE_MS)
  }
}
