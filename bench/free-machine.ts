import { setTimeout as sleep } from 'node:timers/promises'
import { gaugeSpeed, isFree, type Speed } from './speed.ts'

const LOOK_MS = 2000
/** Often: on a core that slept in between, the piece takes half as long again, for cold caches. */
const EVERY_MS = 10
const PAUSE_MS = 5000
const LONGEST_MS = 3_600_000

/**
 * Waits until the machine gives what it has, as far as `all` tell, at most an hour: a trial that others disturb would
 * only be done again. Nothing of ours may run meanwhile.
 */
export async function untilFree(all: readonly (Speed | undefined)[]): Promise<void> {
  const deadline = Date.now() + LONGEST_MS
  for (let looks = 0; Date.now() < deadline; looks += 1) {
    const gauge = gaugeSpeed(EVERY_MS)
    await sleep(LOOK_MS)
    const idle = gauge.stop()
    if (isFree(idle, all)) return
    if (looks % 12 === 0) console.error(`waiting for a free machine: a piece takes ${idle.medianUs} µs`)
    await sleep(PAUSE_MS)
  }
}
