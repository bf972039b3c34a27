import { beforeEach, expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { Files } from '../../src/host/host.ts'
import { readLogs } from '../../src/journal/logs.ts'
import { state } from '../measure/build-instances.ts'
import { buildRecord } from '../measure/build-record.ts'

const DIR = '/tmp/reports/run-1'
const built = buildRecord({ phases: [{ name: 'lost', durationMs: 2000 }], events: [state('web-1', 10)] })
// Without its made-up clock, the run's own zero says when it was.
const record = { ...built, events: built.events.filter(({ type }) => type !== 'clock') }
const at = (runMs: number) => new Date(record.header.zeroWallMs + runMs).toISOString()
let files: Files

beforeEach(async () => {
  files = fakeHost().files
  await files.makeDir(`${DIR}/logs`)
})

test('the instances and the edge are read, in the order of time, and nobody else', async () => {
  await files.writeAtomic(`${DIR}/logs/web-1.log`, `${at(5000)} second\n${at(9000)} late\n`)
  await files.writeAtomic(`${DIR}/logs/edge.log`, `${at(4000)} first\n`)
  await files.writeAtomic(`${DIR}/logs/k6.log`, `${at(5000)} the load\n`)
  await files.writeAtomic(`${DIR}/logs/access.ndjson`, `{"time":"${at(5000)}"}\n`)
  const lines = await readLogs(files, DIR, record, { fromMs: 3000, toMs: 6000 })
  expect(lines.map(({ source, atMs, text }) => [source, atMs, text])).toEqual([
    ['edge', 4000, 'first'],
    ['web-1', 5000, 'second'],
  ])
})

test('a record without logs has none, and one whose lines carry no time gives none', async () => {
  expect(await readLogs(files, '/tmp/reports/none', record, { fromMs: 0, toMs: 6000 })).toEqual([])
  await files.writeAtomic(`${DIR}/logs/web-1.log`, 'no time\n'.repeat(100))
  expect(await readLogs(files, DIR, record, { fromMs: 0, toMs: 6000 })).toEqual([])
})

test('of a long log only a part is read, wherever the time lies in it', async () => {
  const count = 300_000
  const lines = Array.from({ length: count }, (_, k) => `${at(k)} ${String(k).padStart(40, '.')}`)
  await files.writeAtomic(`${DIR}/logs/web-1.log`, `${lines.join('\n')}\n`)
  let read = 0
  const counting: Files = {
    ...files,
    readFrom: async (path, offset, mostBytes) => {
      const piece = await files.readFrom(path, offset, mostBytes)
      read += piece.length
      return piece
    },
  }
  for (const moment of [100, count / 2, count - 100]) {
    read = 0
    const found = await readLogs(counting, DIR, record, { fromMs: moment - 50, toMs: moment + 50 })
    expect(found.map(({ atMs }) => atMs)).toEqual(Array.from({ length: 101 }, (_, k) => moment - 50 + k))
    expect(read).toBeLessThan(2 * 1024 * 1024)
  }
})
