import { join } from 'node:path'
import { expect, test } from 'vitest'
import { p95 } from '../../src/drill/indicators.ts'
import { jobs, writes } from '../../src/drill/ledger.ts'
import { hold, phase } from '../../src/drill/steps.ts'
import { openWrites } from '../../src/journal/columns/open.ts'
import { readStored } from '../../src/journal/columns/read.ts'
import { RECORD_FILES } from '../../src/journal/record.ts'
import { asksLedger, keepStored, type LedgerSettings } from '../../src/run/ledger.ts'
import { openRoom } from '../../src/run/room.ts'
import { resolved } from '../drill/sample.ts'
import { onRun } from './on-run.ts'

const COMMAND: LedgerSettings = {
  stored: { kind: 'command', argv: ['read-orders'], cwd: '/', timeoutMs: 5000 },
  settleMs: 2000,
}
const steps = () => [phase('lost', [hold('20s')], { expect: [writes().lost(0)] })]

async function kept(stdout: string, ledger: LedgerSettings | null = COMMAND, code = 0) {
  const programs = { 'read-orders': { exit: { afterMs: 10, code }, stdout } }
  const rig = await onRun({ steps, programs, with: { ledger } })
  const room = await openRoom(rig.options)
  await keepStored(room, rig.options, { variables: {} }, new AbortController().signal)
  const path = join(room.directory, RECORD_FILES.stored)
  const there = await rig.host.files.exists(path)
  return { ...rig, stored: there ? readStored(await rig.host.files.readBytes(path)).stored : null }
}

test('it is asked for where a drill judges it, in a phase or over all', () => {
  const plain = () => [phase('lost', [hold('20s')])]
  expect(asksLedger(resolved(steps))).toBe(true)
  expect(asksLedger(resolved(plain, { expect: () => [jobs().duplicated(0)] }))).toBe(true)
  expect(asksLedger(resolved(plain, { expect: () => [p95().below('1s')] }))).toBe(false)
})

test('what is stored is kept in the record, and how that went is journaled', async () => {
  const { said, stored } = await kept(
    '{"key":"a","jobs":1}\n{"key":"b"}\n{"balance":"stock","expected":1,"actual":1}\n',
  )
  expect(said('ledger-read')).toMatchObject([
    {
      rows: 2,
      openJobs: 0,
      readings: 2,
      agreed: true,
      error: null,
      balances: [{ name: 'stock', expected: 1, actual: 1 }],
    },
  ])
  expect(stored).toMatchObject({ length: 2 })
})

test('open jobs are waited for, but not for ever; the record has the last reading alone', async () => {
  const { said, stored } = await kept('{"key":"a","jobs":0}\n')
  const [read] = said('ledger-read')
  expect(read).toMatchObject({ rows: 1, openJobs: 1, error: null })
  expect(read?.readings).toBeGreaterThan(2)
  expect(stored?.length).toBe(1)
})

const line = (key: string, jobs = 1) => `${JSON.stringify({ key, jobs })}\n`
const balance = (actual: number) => `${JSON.stringify({ balance: 'stock', expected: 3, actual })}\n`

/** Each reading is given the next answer, and the last one from then on; a number is a status without a body. */
async function answered(
  answers: readonly (string | number)[],
  { told = [] as string[], settleMs = 30_000 } = {},
) {
  const stored = { kind: 'http', url: 'http://localhost/stored', timeoutMs: 5000 } as const
  const rig = await onRun({ steps, with: { ledger: { stored, settleMs } } })
  const given = [...answers]
  const net: typeof rig.host.net = {
    ...rig.host.net,
    async download(_url, { onData }) {
      const answer = (given.length > 1 ? given.shift() : given[0]) ?? ''
      if (typeof answer === 'number') return { status: answer, error: null }
      onData(new TextEncoder().encode(answer))
      return { status: 200, error: null }
    },
  }
  const room = await openRoom(rig.options)
  const writes = openWrites(await rig.host.files.openAppend(join(room.directory, RECORD_FILES.writes)))
  const at = { startMs: 1, durationMs: 1, status: 201, instance: '', release: '' }
  writes.append(told.map((key) => ({ ...at, key, told: 'acknowledged' as const })))
  await writes.close()
  const options = { ...rig.options, host: { ...rig.host, net } }
  await keepStored(room, options, { variables: {} }, new AbortController().signal)
  const bytes = await rig.host.files.readBytes(join(room.directory, RECORD_FILES.stored))
  const read = rig.said('ledger-read')[0]
  return { read, stored: readStored(bytes).stored.length, said: rig.said('progress').map(({ text }) => text) }
}

test('where all is there and nothing changes, it is read twice, and nothing is waited for', async () => {
  const { read, stored, said } = await answered([line('b') + line('a'), line('a') + line('b')], {
    told: ['a'],
  })
  expect(read).toMatchObject({ readings: 2, agreed: true, error: null })
  expect(read?.tookMs).toBeLessThan(600)
  expect(stored).toBe(2)
  expect(said).toEqual(['reading what is stored'])
})

test('what is stored only after its user was told is waited for while it still comes', async () => {
  const { read, stored } = await answered([
    '',
    line('x'),
    line('x') + line('y'),
    line('x') + line('y') + line('z'),
  ])
  expect(read).toMatchObject({ readings: 5, agreed: true, rows: 3 })
  expect(stored).toBe(3)
})

test('a write that was acknowledged and is missing is waited for, also where nothing else changes', async () => {
  const late = await answered([line('a'), line('a'), line('a'), line('a') + line('b')], { told: ['a', 'b'] })
  expect(late.read).toMatchObject({ readings: 5, agreed: true, rows: 2 })
  expect(late.said).toHaveLength(2)
  const lost = await answered([line('a')], { told: ['a', 'b'], settleMs: 3000 })
  expect(lost.read).toMatchObject({ agreed: true, rows: 1, error: null })
  expect(lost.read?.tookMs).toBeGreaterThanOrEqual(3000)
  expect(lost.read?.tookMs).toBeLessThan(4000)
})

test('so are a balance that does not fit yet, and a job that is still open', async () => {
  expect((await answered([balance(1), balance(1), balance(3)])).read).toMatchObject({
    readings: 4,
    balances: [{ actual: 3 }],
  })
  expect((await answered([line('a', 0), line('a', 0), line('a')])).read).toMatchObject({
    readings: 4,
    openJobs: 0,
  })
})

test('a reading that fails is tried again; what still changes at the end is said', async () => {
  const once = await answered([503, line('a')])
  expect(once.read).toMatchObject({ readings: 2, agreed: true, rows: 1, error: null })
  expect(once.said[1]).toContain('answered 503')
  const between = await answered([line('a'), 503, line('a')], { told: ['a'] })
  expect(between.read).toMatchObject({ readings: 2, agreed: true, error: null })
  const changing = Array.from({ length: 20 }, (_, k) => line(`k${k}`))
  expect((await answered(changing, { settleMs: 2000 })).read).toMatchObject({
    agreed: false,
    rows: 1,
    error: null,
  })
  const failing = await answered([503], { settleMs: 2000 })
  expect(failing.read).toMatchObject({ readings: 0, error: expect.stringContaining('503') })
  expect(failing.read?.tookMs).toBeGreaterThanOrEqual(2000)
})

test('a reader that fails is told in the record, and is no error of the run', async () => {
  const failing = await kept('', COMMAND, 2)
  expect(failing.said('ledger-read')).toMatchObject([
    { error: expect.stringContaining('exit code 2'), rows: 0 },
  ])
  const talking = await kept('that is no JSON\n')
  expect(talking.said('ledger-read')).toMatchObject([{ error: expect.stringContaining('line 1') }])
})

test('nothing is asked where the configuration does not say how', async () => {
  const { said, stored } = await kept('{"key":"a"}\n', null)
  expect(said('ledger-read')).toEqual([])
  expect(stored).toBeNull()
})
