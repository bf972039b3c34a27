import { expect, it } from 'vitest'
import { longestRun } from '../../../src/measure/indicators/longest-run.ts'
import { state, watched } from '../build-instances.ts'
import { contextOf } from '../find.ts'

const context = contextOf({
  phases: [{ name: 'a', durationMs: 10_000 }],
  events: [...watched(0, 16_000), state('web-1', 0), state('web-2', 0)],
})
const span = { startMs: 5000, endMs: 15_000 }

it('the longest of all instances, and whose it was', () => {
  const runs = new Map([
    ['web-1', [{ startMs: 6000, endMs: 6500 }]],
    ['web-2', [{ startMs: 6000, endMs: 9000 }]],
  ])
  const value = longestRun(context, span, ([first]) => runs.get(first?.state.name ?? '') ?? [])
  expect(value).toMatchObject({ observed: 2800, note: 'web-2 from 6 s of the run on' })
})

it('none is none', () => {
  expect(longestRun(context, span, () => [])).toMatchObject({ observed: 0, note: '', confidence: null })
})
