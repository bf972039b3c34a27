import { beforeEach, expect, test } from 'vitest'
import { type FakeHost, fakeHost } from '../../src/host/fake/host.ts'
import { readMetrics, readProbes, readRequests } from '../../src/journal/columns/read.ts'
import type { RecordedProbe, RecordedRequest } from '../../src/journal/rows.ts'
import { openJournal } from '../../src/journal/writer.ts'
import type { Drop } from '../../src/run/live.ts'
import { openRecorder, type Recorder } from '../../src/run/recorder.ts'
import { createRunClock } from '../../src/run/run-clock.ts'
import { nameAt } from '../journal/columns/rows.ts'
import { requestRow } from './rows.ts'

let host: FakeHost
let recorder: Recorder
let seen: RecordedRequest[]
let foreseen: RecordedRequest[]
let drops: Drop[]
let probed: RecordedProbe[]

const into = {
  add: (rows: readonly RecordedRequest[]) => void seen.push(...rows),
  foresee: (rows: readonly RecordedRequest[]) => void foreseen.push(...rows),
  dropped: (more: readonly Drop[]) => void drops.push(...more),
  probed: (rows: readonly RecordedProbe[]) => void probed.push(...rows),
}

beforeEach(async () => {
  host = fakeHost({ autoTime: false })
  const journal = await openJournal(host, { path: '/tmp/journal.ndjson', zeroMonoMs: 1000, nextSeq: 0 })
  seen = []
  foreseen = []
  const clock = createRunClock(host.clock, journal)
  drops = []
  probed = []
  recorder = await openRecorder(host, '/tmp', journal, clock, into)
})

const bytes = (name: string) => host.files.readBytes(`/tmp/${name}.arrow`)
const WALL = 1_700_000_000_000

test('requests are put on the run’s clock, handed on at once, and kept', async () => {
  const { startMs: _, ...row } = requestRow({ operation: 'GET /products', durationMs: 12.5 })
  recorder.requests([
    { ...row, startWallMs: WALL + 1500.25 },
    { ...row, startWallMs: WALL + 1400, ok: false, status: 503, instance: 'web-2' },
  ])
  expect(seen.map(({ startMs, ok }) => ({ startMs, ok }))).toEqual([
    { startMs: 1500.25, ok: true },
    { startMs: 1400, ok: false },
  ])
  await recorder.close()
  const { requests, damage } = readRequests(await bytes('requests'))
  expect(damage).toBeNull()
  expect([...requests.startMs]).toEqual([1500.25, 1400])
  expect([...requests.ok]).toEqual([1, 0])
  expect(nameAt(requests.operation, 0)).toBe('GET /products')
  expect(nameAt(requests.instance, 1)).toBe('web-2')
})

test('requests whose start is not known yet are handed on, and kept only when it is', async () => {
  const { startMs: _, ...row } = requestRow({ ok: false, status: 0, error: 1212, durationMs: 0 })
  recorder.unplaced([{ ...row, startWallMs: WALL + 1500 }])
  expect(foreseen).toMatchObject([{ startMs: 1500, ok: false }])
  expect(seen).toEqual([])
  recorder.requests([{ ...row, startWallMs: WALL + 1400, durationMs: 100, told: true }])
  await recorder.close()
  const { requests, damage } = readRequests(await bytes('requests'))
  expect(damage).toBeNull()
  expect([...requests.startMs]).toEqual([1400])
})

test('dropped iterations are handed on at once', () => {
  const row = { value: 3, label: '', scenario: 'load', group: '', request: 0 }
  recorder.metrics([
    { ...row, metric: 'dropped_iterations', wallMs: WALL + 20 },
    { ...row, metric: 'checks', wallMs: WALL + 30 },
  ])
  expect(drops).toEqual([{ atMs: 20, count: 3 }])
})

test('metrics are put on the run’s clock and kept', async () => {
  const row = { metric: 'checks', value: 1, label: 'order accepted', scenario: 'shop', group: '', request: 3 }
  recorder.metrics([{ ...row, wallMs: WALL + 20 }])
  await recorder.close()
  const { metrics, damage } = readMetrics(await bytes('metrics'))
  expect(damage).toBeNull()
  expect([...metrics.atMs]).toEqual([20])
  expect([...metrics.request]).toEqual([3])
  expect(nameAt(metrics.label, 0)).toBe('order accepted')
})

test('probes come on the machine’s own clock: a step of the wall clock does not touch them', async () => {
  host.clock.stepWall(3_600_000)
  const row = { ok: false, status: 0, error: 'ECONNREFUSED', instance: '', release: '' }
  recorder.probes([{ ...row, dueMs: 1020, startMs: 1021, endMs: 1022.5 }])
  expect(probed).toMatchObject([{ dueMs: 20, endMs: 22.5 }])
  await recorder.close()
  const { probes } = readProbes(await bytes('probes'))
  expect([probes.dueMs[0], probes.startMs[0], probes.endMs[0]]).toEqual([20, 21, 22.5])
  expect(nameAt(probes.error, 0)).toBe('ECONNREFUSED')
})

test('a record in which nothing was seen is whole all the same', async () => {
  await recorder.close()
  expect(readRequests(await bytes('requests'))).toMatchObject({ damage: null, requests: { length: 0 } })
  expect(readMetrics(await bytes('metrics')).damage).toBeNull()
  expect(readProbes(await bytes('probes')).damage).toBeNull()
})

/** A disk that takes no byte of this file, from when it is said. */
async function onFullDisk(name: string): Promise<{ full: Recorder; fill(): void }> {
  let isFull = false
  const openAppend: FakeHost['files']['openAppend'] = async (path) => {
    const file = await host.files.openAppend(path)
    const append: typeof file.append = async (content) => {
      if (isFull && path.endsWith(name)) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
      await file.append(content)
    }
    return { append, sync: () => file.sync(), close: () => file.close() }
  }
  const disk = { ...host, files: { ...host.files, openAppend } }
  const journal = await openJournal(host, { path: '/tmp/full.ndjson', zeroMonoMs: 1000, nextSeq: 0 })
  await host.files.makeDir('/tmp/full')
  const clock = createRunClock(host.clock, journal)
  const full = await openRecorder(disk, '/tmp/full', journal, clock, into)
  return {
    full,
    fill() {
      isFull = true
    },
  }
}

/** As many as make a batch. */
const BATCH = 2000

test('what the disk refuses ends the run, and is thrown at nobody who only says what it saw', async () => {
  const { full, fill } = await onFullDisk('requests.arrow')
  const { startMs: _, ...row } = requestRow()
  const batch = Array.from({ length: BATCH }, () => ({ ...row, startWallMs: WALL + 1400 }))
  fill()
  expect(full.lost.aborted).toBe(false)
  full.requests(batch)
  await expect
    .poll(() => {
      full.requests(batch.slice(0, 1))
      return full.lost.aborted
    })
    .toBe(true)
  expect(full.lost.reason).toMatchObject({ code: 'reports-unwritable' })
  expect(seen.length).toBeGreaterThan(BATCH)
  await expect(full.close()).rejects.toMatchObject({ code: 'reports-unwritable' })
})

test('a disk that gets full at the very end is told as well', async () => {
  const { full, fill } = await onFullDisk('probes.arrow')
  fill()
  await expect(full.close()).rejects.toMatchObject({ code: 'reports-unwritable' })
})
