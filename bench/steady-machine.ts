import { setTimeout as sleep } from 'node:timers/promises'
import { gaugeSpeed, isSteady, type Speed } from './speed.ts'

const LOOK_MS = 2000
/** Often: on a core that slept in between, the piece takes half as long again, for cold caches. */
const EVERY_MS = 10
const PAUSE_MS = 5000
const LONGEST_MS = 3_600_000

/**
 * Waits until the machine gives evenly what it gives, at most an hour: a trial that others disturb would only be done
 * again. Resolves with what a piece takes then, µs. Nothing of ours may run meanwhile.
 */
export async function untilSteady(): Promise<number> {
  const deadline = Date.now() + LONGEST_MS
  for (let looks = 0; ; looks += 1) {
    const gauge = gaugeSpeed(EVERY_MS)
    await sleep(LOOK_MS)
    const idle = gauge.stop()
    if (isSteady(idle) || Date.now() > deadline) return idle.medianUs
    if (looks % 12 === 0) console.error(`waiting for a steady machine: ${said(idle)}`)
    await sleep(PAUSE_MS)
  }
}

function said({ medianUs, p90Us, stolen }: Speed): string {
  return `a piece takes ${medianUs} µs, one in ten ${p90Us} µs; ${(100 * stolen).toFixed(1)} % are stolen`
}
