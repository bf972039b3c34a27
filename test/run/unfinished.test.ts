import { expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { openStored, openWrites } from '../../src/journal/columns/open.ts'
import { NO_JOBS } from '../../src/journal/rows.ts'
import type { Reading } from '../../src/run/read-once.ts'
import { isUnfinished } from '../../src/run/unfinished.ts'

type Told = 'acknowledged' | 'refused' | 'unknown'

async function unfinished(told: Record<string, Told>, keys: string[], more: Partial<Reading> = {}) {
  const { files } = fakeHost()
  await files.makeDir('/record')
  const writes = openWrites(await files.openAppend('/record/writes.arrow'))
  const at = { startMs: 1, durationMs: 1, status: 201, instance: '', release: '' }
  writes.append(Object.entries(told).map(([key, what]) => ({ ...at, key, told: what })))
  await writes.close()
  const stored = openStored(await files.openAppend('/record/stored.arrow'))
  stored.append(keys.map((key) => ({ key, count: 1, jobs: NO_JOBS })))
  await stored.close()
  return isUnfinished(files, '/record', { rows: keys.length, openJobs: 0, balances: [], digest: '', ...more })
}

test('a write that was acknowledged and is not stored; not one that was refused or left open', async () => {
  expect(await unfinished({ a: 'acknowledged', b: 'acknowledged' }, ['b', 'x'])).toBe(true)
  expect(await unfinished({ a: 'acknowledged', b: 'refused', c: 'unknown' }, ['x', 'a'])).toBe(false)
})

test('a job that is open, a balance that differs', async () => {
  const balance = (actual: number) => ({ name: 'stock', expected: 3, actual })
  expect(await unfinished({}, [], { openJobs: 1 })).toBe(true)
  expect(await unfinished({}, [], { balances: [balance(3), balance(4)] })).toBe(true)
  expect(await unfinished({}, [], { balances: [balance(3)] })).toBe(false)
})

test('nothing is, where no write was recorded', async () => {
  const reading = { rows: 1, openJobs: 0, balances: [], digest: '' }
  expect(await isUnfinished(fakeHost().files, '/record', reading)).toBe(false)
})
