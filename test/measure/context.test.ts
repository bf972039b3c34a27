import { expect, it } from 'vitest'
import { samplesIn } from '../../src/measure/context.ts'
import { steadyRequests } from './build-record.ts'
import { contextOf } from './find.ts'

const phases = [
  { name: 'baseline', durationMs: 10_000 },
  { name: 'lost', durationMs: 10_000 },
]

it('is judged from the first phase’s begin to the last one’s end', () => {
  expect(contextOf({ phases }).judged).toEqual({ startMs: 5000, endMs: 25_000 })
  expect(contextOf({ phases: [] }).judged).toBeNull()
})

it('draws requests into a fault’s window only where it has one', () => {
  const requests = [{ startMs: 14_000, durationMs: 3000 }]
  const inBaseline = (window: string): number => {
    const context = contextOf({ phases, requests, faults: [{ window, instantMs: 16_000 }] })
    return samplesIn(context, context.spans[0]!).atMs.length
  }
  expect(inBaseline('lost')).toBe(0)
  expect(inBaseline('')).toBe(1)
})

it('leaves out the warm-up and what came after the last window', () => {
  const context = contextOf({ phases, requests: steadyRequests({ fromMs: 0, toMs: 27_000 }) })
  const counts = context.spans.map((span) => samplesIn(context, span).atMs.length)
  expect(counts).toEqual([2000, 2000])
  expect(samplesIn(context, context.spans[0]!, { operation: 'read' }).atMs.length).toBe(1000)
})
