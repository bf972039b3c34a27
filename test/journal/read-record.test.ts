import { beforeEach, describe, expect, test } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { Files } from '../../src/host/host.ts'
import { openKeys } from '../../src/journal/columns/open.ts'
import type { JournalEvent } from '../../src/journal/events.ts'
import { readConfiguration, readHead, readRecord } from '../../src/journal/read-record.ts'
import { sealRecord } from '../../src/journal/seal.ts'
import { buildRecord, steadyProbes, steadyRequests } from '../measure/build-record.ts'
import { nameAt } from './columns/rows.ts'
import { storeRecord } from './store-record.ts'

const DIR = '/tmp/reports/run-1'
const LOG = 'logs/edge-access.log'
const FIELDS = {
  time: 'time',
  durationMs: 'durationMs',
  status: 'status',
  instance: 'instance',
  method: 'method',
  path: 'path',
}
const built = buildRecord({
  phases: [{ name: 'lost', durationMs: 2000 }],
  requests: steadyRequests({ fromMs: 0, toMs: 7000 }),
  probes: steadyProbes({ fromMs: 0, toMs: 7000 }),
  droppedMs: [5100],
  events: [{ atMs: 2, type: 'traffic-source', file: LOG, format: { kind: 'json-lines', fields: FIELDS } }],
})
// Without its made-up clock, the run's own zero says when it was.
const record = { ...built, events: inOrder(built.events.filter(({ type }) => type !== 'clock')) }
let files: Files

function inOrder(events: readonly JournalEvent[]): JournalEvent[] {
  return events.map((event, seq) => ({ ...event, seq }))
}

beforeEach(async () => {
  files = fakeHost().files
  await storeRecord(files, DIR, record)
  await files.makeDir(`${DIR}/logs`)
  const row = { time: '2026-01-02T03:04:05.250Z', durationMs: 3, status: 200, instance: 'web-2' }
  await files.writeAtomic(`${DIR}/${LOG}`, `${JSON.stringify(row)}\n`)
})

test('a whole record is read back as it was written', async () => {
  const read = await readRecord(files, DIR)
  expect(read.damage).toEqual([])
  expect(read.header).toMatchObject({ run: record.header.run, seed: 7 })
  expect(read.drill).toEqual(record.drill)
  expect(read.events).toEqual(record.events)
  expect(read.requests.startMs).toEqual(record.requests.startMs)
  expect(read.metrics.atMs).toEqual(record.metrics.atMs)
  expect(read.probes.endMs).toEqual(record.probes.endMs)
})

test('the keys that were stored before the load are read where the journal says that they are there', async () => {
  const seq = record.events.length
  const before = { seq, atMs: 1, type: 'ledger-before', rows: 1, tookMs: 2, error: null } as const
  expect((await readRecord(files, DIR)).storedBefore).toBeNull()
  await storeRecord(files, '/tmp/reports/keys', { ...record, events: [...record.events, before] })
  await files.makeDir('/tmp/reports/keys/logs')
  expect((await readRecord(files, '/tmp/reports/keys')).damage).toContain(
    'stored-before.arrow: it is missing',
  )
  const keys = openKeys(await files.openAppend('/tmp/reports/keys/stored-before.arrow'))
  keys.append([{ key: 'a' }])
  await keys.close()
  const read = await readRecord(files, '/tmp/reports/keys')
  expect(read.storedBefore).toMatchObject({ length: 1 })
  expect(read.damage.join()).not.toContain('stored-before')
})

test('a record of before services could be lost has its victims under their older name', async () => {
  const kill = { kind: 'fault', fault: 'kill', args: {}, place: 'drills/kill-node.ts:5' } as const
  const steps = [{ ...kill, victim: { ref: 'named', name: 'web-1' } as const }]
  const now = buildRecord({ phases: [{ name: 'lost', durationMs: 2000, steps }] })
  await storeRecord(files, '/tmp/reports/old', now)
  const drill = JSON.stringify(now.drill)
  await files.writeAtomic('/tmp/reports/old/drill.json', drill.replace('"victim":', '"instance":'))
  expect((await readRecord(files, '/tmp/reports/old')).drill).toEqual(now.drill)
  // Neither of the two is nothing.
  await files.writeAtomic('/tmp/reports/old/drill.json', drill.replace('"victim":', '"target":'))
  await expect(readRecord(files, '/tmp/reports/old')).rejects.toMatchObject({ code: 'record-invalid' })
})

test('the edge’s log is put on the run’s clock', async () => {
  const { traffic } = await readRecord(files, DIR)
  expect([...(traffic?.startMs ?? [])]).toEqual([250])
  expect(traffic && nameAt(traffic.instance, 0)).toBe('web-2')
})

test('a log of the edge that cannot be read is damage, and no defect of firedrill', async () => {
  await files.remove(`${DIR}/${LOG}`)
  await files.makeDir(`${DIR}/${LOG}`)
  const { traffic, damage } = await readRecord(files, DIR)
  expect(traffic).toBeNull()
  expect(damage).toEqual([expect.stringMatching(/^logs\/edge-access\.log: it cannot be read \(.*EISDIR/)])
})

test('a run whose target keeps no such log has none, and that is no damage', async () => {
  const without = buildRecord({ phases: [{ name: 'lost', durationMs: 2000 }] })
  await storeRecord(files, '/tmp/reports/run-2', without)
  expect(await readRecord(files, '/tmp/reports/run-2')).toMatchObject({ traffic: null, damage: [] })
})

describe('what is missing is said', () => {
  test.each(['requests.arrow', 'metrics.arrow', 'probes.arrow', LOG])('%s is gone', async (file) => {
    await files.remove(`${DIR}/${file}`)
    const { damage } = await readRecord(files, DIR)
    expect(damage).toEqual([`${file}: it is missing`])
  })

  test('but of a run that ended before there was any load no samples are missing', async () => {
    for (const file of ['requests.arrow', 'metrics.arrow', 'probes.arrow'])
      await files.remove(`${DIR}/${file}`)
    const early = inOrder(record.events.filter(({ type }) => type !== 'load-started'))
    await files.writeAtomic(`${DIR}/journal.ndjson`, early.map((event) => JSON.stringify(event)).join('\n'))
    expect((await readRecord(files, DIR)).damage).toEqual([])
  })

  test('a sample file that was cut off is a beginning of what there was', async () => {
    const bytes = await files.readBytes(`${DIR}/probes.arrow`)
    await files.writeAtomic(`${DIR}/probes.arrow`, bytes.subarray(0, bytes.length - 100))
    const { probes, damage } = await readRecord(files, DIR)
    expect(damage).toEqual(['probes.arrow: it is cut off'])
    expect(probes.length).toBeLessThan(record.probes.length)
  })

  test('lines of the journal and of the edge’s log that cannot be read', async () => {
    await files.writeAtomic(`${DIR}/journal.ndjson`, `${await files.read(`${DIR}/journal.ndjson`)}{"seq":`)
    await files.writeAtomic(`${DIR}/${LOG}`, '{"time":')
    const { damage } = await readRecord(files, DIR)
    expect(damage).toHaveLength(2)
    expect(damage.join()).toMatch(/1 line of the journal .*1 line of the edge's access log/)
  })
})

describe('what is no record is refused', () => {
  test('a directory without a journal', async () => {
    await files.remove(`${DIR}/journal.ndjson`)
    await expect(readRecord(files, DIR)).rejects.toMatchObject({ code: 'run-not-found' })
  })

  test.each([
    ['missing', null],
    ['not JSON', '{"name":'],
    ['another thing', '{"name":"kill-node"}'],
  ])('a drill that is %s', async (_what, text) => {
    if (text === null) await files.remove(`${DIR}/drill.json`)
    else await files.writeAtomic(`${DIR}/drill.json`, text)
    await expect(readRecord(files, DIR)).rejects.toMatchObject({ code: 'record-invalid' })
  })
})

describe('a record that was sealed', () => {
  beforeEach(() => sealRecord(files, DIR, 'run'))

  test('is read as long as its files are as they were', async () => {
    expect((await readRecord(files, DIR)).damage).toEqual([])
  })

  test.each(['requests.arrow', 'drill.json', LOG, 'journal.ndjson'])(
    'is refused when a bit of %s is another one',
    async (file) => {
      const bytes = await files.readBytes(`${DIR}/${file}`)
      // In the middle of a sample it would be a sample as good as any.
      bytes[bytes.length >> 1]! ^= 1
      await files.writeAtomic(`${DIR}/${file}`, bytes)
      await expect(readRecord(files, DIR)).rejects.toMatchObject({
        code: file === 'journal.ndjson' ? expect.stringMatching(/^record-/) : 'record-altered',
      })
    },
  )
})

test('a run that says it is sealed at its end, and is not, was cut off', async () => {
  const [started, ...others] = record.events
  const events = [{ ...started, sealed: true }, ...others] as JournalEvent[]
  await storeRecord(files, '/tmp/reports/killed', { ...record, events })
  const { damage } = await readRecord(files, '/tmp/reports/killed')
  expect(damage[0]).toMatch(/^seal\.json is missing/)
})

test.each(['requests.arrow', 'journal.ndjson'])(
  '%s that cannot be read is said by its name',
  async (file) => {
    await files.remove(`${DIR}/${file}`)
    await files.makeDir(`${DIR}/${file}`)
    await expect(readRecord(files, DIR)).rejects.toMatchObject({
      code: 'record-invalid',
      message: expect.stringContaining(file),
    })
  },
)

test('its head is what it is read whole with, and nothing is told by one that was changed', async () => {
  await files.writeAtomic(`${DIR}/configuration.json`, '{"format":"firedrill-configuration/1","warmUp":"5s"}')
  await sealRecord(files, DIR, 'run')
  const { header, drill, events, damage } = await readRecord(files, DIR)
  expect(await readHead(files, DIR)).toEqual({ header, drill, events, damage })
  expect(await readConfiguration(files, DIR)).toEqual({ warmUp: '5s' })
  await files.writeAtomic(`${DIR}/drill.json`, (await files.read(`${DIR}/drill.json`)).replace('7', '8'))
  await expect(readHead(files, DIR)).rejects.toMatchObject({ code: 'record-altered' })
})

test.each([
  ['that is not there', null],
  ['that is no JSON', '{'],
  ['of a newer firedrill', '{"format":"firedrill-configuration/2"}'],
])('a configuration %s is not known', async (_what, text) => {
  await files.remove(`${DIR}/configuration.json`)
  if (text !== null) await files.writeAtomic(`${DIR}/configuration.json`, text)
  expect(await readConfiguration(files, DIR)).toBeNull()
})
