import { expect, it } from 'vitest'
import { findingsOf, stopsOf } from '../../../src/measure/releases/told.ts'
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
