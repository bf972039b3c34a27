import { expect, it } from 'vitest'
import { samplesIn } from '../../src/measure/context.ts'
import { instantsOf } from '../../src/measure/instants.ts'
import { buildRecord } from './build-record.ts'
import { contextOf } from './find.ts'

const phases = [
  { name: 'baseline', durationMs: 10_000 },
  { name: 'stopped', durationMs: 10_000 },
]
const stopped = {
  type: 'stopped',
  window: 'stopped',
  name: 'web-1',
  exitCode: 0,
  signal: null,
  tookMs: 1400,
  killed: false,
} as const
const release = { version: '2.0.0', digest: null, where: 'r' }

it('are of faults, of stops, of deploys and of rollbacks, ascending', () => {
  const { events } = buildRecord({
    phases,
    faults: [{ window: 'stopped', instantMs: 16_000 }],
    events: [
      { atMs: 18_000, ...stopped, askedMs: 16_590 },
      {
        atMs: 14_000,
        type: 'deploy-started',
        window: 'baseline',
        from: release,
        to: release,
        strategy: 'roll',
      },
      { atMs: 19_000, type: 'rollback-started', window: 'stopped' },
      { atMs: 15_500, type: 'rollback-decided', window: 'stopped', why: 'asked for', to: release },
    ],
  })
  expect(instantsOf(events)).toEqual([
    { window: 'baseline', instantMs: 14_000 },
    { window: 'stopped', instantMs: 16_000 },
    { window: 'stopped', instantMs: 16_590 },
    { window: 'stopped', instantMs: 19_000 },
  ])
})

it('of a stop in an older record are reckoned back from its end', () => {
  const { events } = buildRecord({ phases, events: [{ atMs: 18_000, ...stopped }] })
  expect(instantsOf(events)).toEqual([{ window: 'stopped', instantMs: 16_600 }])
})

it('draw what a stop broke off into its window', () => {
  const requests = [{ startMs: 14_900, durationMs: 200, ok: false }]
  const failedIn = (askedMs: number): number[] => {
    const context = contextOf({ phases, requests, events: [{ atMs: 18_000, ...stopped, askedMs }] })
    return context.spans.map((span) => samplesIn(context, span).atMs.length)
  }
  expect(failedIn(15_050)).toEqual([0, 1])
  expect(failedIn(15_150)).toEqual([1, 0])
})
