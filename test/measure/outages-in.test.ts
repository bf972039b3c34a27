import { expect, it } from 'vitest'
import { interruptedMs, outageWithinMs } from '../../src/measure/outages-in.ts'

const baseline = { startMs: 0, endMs: 1000 }
const lost = { startMs: 1000, endMs: 2000 }
const settled = { startMs: 2000, endMs: 3000 }
/** Its first bad probe was due before the fault at 1,000 ms that it overlaps. */
const outage = { startMs: 980, endMs: 2100, atMs: 1000, open: false, failedProbes: 9, firstEndMs: 1001 }

it('counts an outage from its begin where it belongs, and by its part where it reached into', () => {
  expect([baseline, lost, settled].map((bounds) => outageWithinMs(outage, bounds))).toEqual([0, 1020, 100])
  expect([baseline, lost, settled].map((bounds) => interruptedMs(outage, bounds))).toEqual([0, 1120, 100])
})

it('never ends when it is open', () => {
  const open = { ...outage, open: true }
  expect(interruptedMs(open, lost)).toBe(Number.POSITIVE_INFINITY)
  expect(outageWithinMs(open, settled)).toBe(1000)
})
