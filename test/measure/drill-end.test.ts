import { expect, it } from 'vitest'
import { drillEndMs } from '../../src/measure/drill-end.ts'
import { buildRecord } from './build-record.ts'

it('is where the load ended, else the run, else the journal', () => {
  const { events } = buildRecord({ phases: [{ name: 'lost', durationMs: 10_000 }] })
  const without = (...types: string[]) => events.filter(({ type }) => !types.includes(type))
  expect(drillEndMs(events)).toBe(17_000)
  expect(drillEndMs(without('load-ended'))).toBe(17_200)
  expect(drillEndMs(without('load-ended', 'run-ended'))).toBe(17_300)
  expect(drillEndMs([])).toBe(0)
})
