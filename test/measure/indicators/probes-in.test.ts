import { expect, it } from 'vitest'
import { probesIn } from '../../../src/measure/indicators/probes-in.ts'
import { steadyProbes } from '../build-record.ts'
import { contextOf } from '../find.ts'

it('goes by the due moment', () => {
  const context = contextOf({ phases: [], probes: steadyProbes({ fromMs: 0, toMs: 100 }) })
  expect(probesIn(context, { startMs: 20, endMs: 60 })).toEqual([1, 2])
})
