import { expect, it } from 'vitest'
import { drillEndMs, loadEndMs } from '../../src/measure/drill-end.ts'
import { buildRecord } from './build-record.ts'

it('is where the load ended, else the run, else the journal', () => {
  const { events } = buildRecord({ phases: [{ name: 'lost', durationMs: 10_000 }] })
  const without = (...types: string[]) => events.filter(({ type }) => !types.includes(type))
  expect(drillEndMs(events)).toBe(17_000)
  expect(drillEndMs(without('load-ended'))).toBe(17_200)
  expect(drillEndMs(without('load-ended', 'run-ended'))).toBe(17_300)
  expect(drillEndMs([])).toBe(0)
})

it('is later where the load ended by itself: a rollback comes to its end all the same', () => {
  const of = (asked: boolean, probe = true) =>
    buildRecord({
      phases: [{ name: 'lost', durationMs: 10_000 }],
      loadEnd: { asked },
      probeEnd: { asked: probe },
    }).events.map((event) => (event.type === 'load-ended' ? { ...event, atMs: 9000 } : event))
  expect([drillEndMs(of(false)), loadEndMs(of(false))]).toEqual([17_000, 9000])
  expect(drillEndMs(of(true))).toBe(9000)
  // A prober that ended by itself tells nothing of when the others were stopped.
  expect(drillEndMs(of(false, false))).toBe(9000)
})
