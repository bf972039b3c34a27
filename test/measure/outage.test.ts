import { describe, expect, it } from 'vitest'
import { outages } from '../../src/measure/outage.ts'
import { buildRecord, type ProbeInput } from './build-record.ts'

const RULES = { intervalMs: 20, baselineP95Ms: 3 }

function seen(probes: ProbeInput[], rules = RULES) {
  return outages(buildRecord({ phases: [], probes }).probes, rules)
}

function probesWhile(bad: (dueMs: number) => Partial<ProbeInput> | null, toMs = 2000): ProbeInput[] {
  return Array.from({ length: toMs / 20 }, (_, k) => ({ dueMs: k * 20, tookMs: 3, ...bad(k * 20) }))
}

describe('an outage', () => {
  it('of refused connections lasts from the first refusal due to the first good answer', () => {
    const found = seen(
      probesWhile((dueMs) => (dueMs >= 500 && dueMs < 1000 ? { ok: false, tookMs: 1 } : null)),
    )
    expect(found).toMatchObject([{ startMs: 500, endMs: 1003, open: false, failedProbes: 25 }])
  })

  it('of a hang is seen although no probe failed', () => {
    // Hung from 500 to 1,000 ms: everything is answered then.
    const found = seen(
      probesWhile((dueMs) => (dueMs >= 500 && dueMs < 1000 ? { tookMs: 1001 - dueMs } : null)),
    )
    // Those due at 960 and 980 took 41 and 21 ms: the last one counts as a good answer.
    expect(found).toMatchObject([{ startMs: 500, endMs: 1001, open: false, failedProbes: 24 }])
  })

  it('lasts until the backlog is worked off', () => {
    const found = seen(
      probesWhile((dueMs) =>
        dueMs >= 500 && dueMs < 1000
          ? { tookMs: 1060 - dueMs }
          : dueMs < 1040 && dueMs >= 1000
            ? { tookMs: 60 }
            : null,
      ),
    )
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ startMs: 500, endMs: 1043 })
  })

  it('of every second probe is many short ones', () => {
    const found = seen(
      probesWhile((dueMs) => (dueMs >= 500 && dueMs < 580 && dueMs % 40 === 20 ? { ok: false } : null)),
    )
    expect(found.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [500, 523],
      [540, 563],
    ])
  })

  it('that has not ended is open', () => {
    const found = seen(probesWhile((dueMs) => (dueMs >= 1500 ? { ok: false, tookMs: 5 } : null)))
    expect(found).toMatchObject([{ startMs: 1500, endMs: 1985, open: true, failedProbes: 25 }])
  })

  it('goes on when it is bad again before the good answer came', () => {
    const found = seen([
      { dueMs: 0, ok: false, tookMs: 1 },
      { dueMs: 20, tookMs: 35 },
      { dueMs: 40, ok: false, tookMs: 1 },
      { dueMs: 60, tookMs: 3 },
    ])
    expect(found).toMatchObject([{ startMs: 0, endMs: 63, open: false, failedProbes: 2 }])
  })

  it('is not made of slowness that is usual, nor by a late prober', () => {
    const slow = probesWhile((dueMs) => (dueMs >= 500 && dueMs < 600 ? { tookMs: 55 } : null))
    expect(seen(slow)).toHaveLength(1)
    expect(seen(slow, { intervalMs: 20, baselineP95Ms: 20 })).toEqual([])
    expect(seen(probesWhile((dueMs) => (dueMs === 500 ? { startMs: 590, tookMs: 93 } : null)))).toEqual([])
  })
})
