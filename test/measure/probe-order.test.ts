import fc from 'fast-check'
import { expect, it } from 'vitest'
import { measure } from '../../src/measure/measure.ts'
import { inDueOrder } from '../../src/measure/probe-order.ts'
import { buildRecord, type ProbeInput, steadyProbes } from './build-record.ts'

/** An app that hangs from 7 s to 9 s: what was asked meanwhile is given up after 2 s, or answered late. */
const hung: ProbeInput[] = steadyProbes({ fromMs: 0, toMs: 12_000 }).map((probe, k) => {
  if (probe.dueMs < 7000 || probe.dueMs >= 9000) return probe
  return k % 2 === 0 ? { ...probe, tookMs: 2000, ok: false, error: 'timeout' } : { ...probe, tookMs: 2050 }
})
const recordOf = (probes: ProbeInput[]) =>
  buildRecord({ phases: [{ name: 'lost', durationMs: 7000 }], probes })
const asTheyEnd = hung.toSorted((a, b) => a.dueMs + (a.tookMs ?? 3) - (b.dueMs + (b.tookMs ?? 3)))

it('is no matter to what is measured', () => {
  const sorted = measure(recordOf(hung))
  fc.assert(
    fc.property(fc.shuffledSubarray(hung, { minLength: hung.length }), (probes) => {
      expect(measure(recordOf(probes))).toEqual(sorted)
    }),
    { numRuns: 20 },
  )
})

it('of an app that hung is neither a stall of the prober nor a longer outage', () => {
  const { outages, instruments } = measure(recordOf(asTheyEnd))
  expect(instruments.probe.stalls).toEqual([])
  expect(outages).toMatchObject([{ startMs: 7000, endMs: 9003, failedProbes: 50 }])
})

it('keeps each row whole', () => {
  const { probes } = recordOf(asTheyEnd)
  const ordered = inDueOrder(probes)
  expect(inDueOrder(ordered)).toBe(ordered)
  for (let row = 0; row < ordered.length; row++) {
    const from = probes.dueMs.indexOf(ordered.dueMs[row]!)
    expect(ordered.endMs[row]).toBe(probes.endMs[from])
    expect(ordered.ok[row]).toBe(probes.ok[from])
    expect(ordered.error.values[ordered.error.codes[row]!]).toBe(
      probes.error.values[probes.error.codes[from]!],
    )
  }
})
