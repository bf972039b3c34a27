import { expect, it } from 'vitest'
import { findingsOf, saysRelease, stopsOf } from '../../../src/measure/releases/told.ts'
import { instances, state, type Timed } from '../build-instances.ts'
import { buildRecord } from '../build-record.ts'

const { events } = buildRecord({
  phases: [],
  events: [
    {
      atMs: 5,
      type: 'stopped',
      window: 'stopped',
      name: 'web-1',
      exitCode: 0,
      signal: null,
      tookMs: 1400,
      killed: true,
    },
    {
      atMs: 6,
      type: 'finding',
      window: 'stopped',
      path: 'steps[0]',
      what: 'it ends',
      holds: null,
      evidence: ['e'],
    },
  ],
})

it('stops and findings are taken over', () => {
  expect(stopsOf(events)).toEqual([
    { window: 'stopped', name: 'web-1', exitCode: 0, signal: null, tookMs: 1400, killed: true },
  ])
  expect(findingsOf(events)).toEqual([
    { window: 'stopped', what: 'it ends', holds: null, evidence: ['e'], atMs: 6 },
  ])
})

it('a release is said by an instance itself, or by the target of it', () => {
  const said = (...told: Timed[]) => saysRelease(buildRecord({ phases: [], events: told }).events)
  expect(said()).toBe(false)
  expect(said(state('web-1', 5, { release: null }), instances(6, ['web-1'], null))).toBe(false)
  expect(said(state('web-1', 5))).toBe(true)
  expect(said(instances(6, ['web-1']))).toBe(true)
})
