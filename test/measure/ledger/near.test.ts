import { expect, test } from 'vitest'
import type { JournalEvent } from '../../../src/journal/events.ts'
import { nearOf } from '../../../src/measure/ledger/near.ts'
import { killed } from '../../verdict/build-measurements.ts'

const release = (version: string) => ({ version, path: null, digest: null }) as never
const events = [
  { seq: 1, atMs: 50_000, type: 'instance-switched', window: 'deploy', name: 'web-2', to: release('1.1.0') },
  { seq: 2, atMs: 60_000, type: 'progress', text: 'nothing of it' },
  {
    seq: 3,
    atMs: 62_000,
    type: 'stopped',
    window: 'w',
    name: 'web-1',
    exitCode: 0,
    signal: null,
    tookMs: 1500,
    killed: false,
  },
] as JournalEvent[]
const faults = [killed({ instantMs: 11_000 })]

test('the nearest to the stretch in which it was under way, before or after', () => {
  expect(nearOf(10_960, 12_000, events, faults)).toEqual({ what: 'kill of web-1', afterMs: 40 })
  expect(nearOf(13_000, 13_010, events, faults)).toEqual({ what: 'kill of web-1', afterMs: -2000 })
  expect(nearOf(49_900, 49_910, events, faults)).toEqual({ what: '1.1.0 on web-2', afterMs: 100 })
  expect(nearOf(60_400, 60_450, events, faults)).toEqual({ what: 'the stop of web-1', afterMs: 100 })
  expect(nearOf(61_900, 61_950, events, faults)?.what).toBe('the end of web-1')
  expect(nearOf(39_010, 39_020, events, faults)?.what).toBe('the end of kill of web-1')
})

test('what is far away is not near', () => {
  expect(nearOf(200_000, 200_010, events, faults)).toBeNull()
  expect(nearOf(1000, 1010, [], [])).toBeNull()
})
