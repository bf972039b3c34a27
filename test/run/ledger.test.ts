import { join } from 'node:path'
import { expect, test } from 'vitest'
import { p95 } from '../../src/drill/indicators.ts'
import { jobs, writes } from '../../src/drill/ledger.ts'
import { hold, phase } from '../../src/drill/steps.ts'
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
    '{"key":"a","jobs":1}\n{"key":"b"}\n{"balance":"stock","expected":1,"actual":2}\n',
  )
  expect(said('ledger-read')).toMatchObject([
    { rows: 2, openJobs: 0, readings: 1, error: null, balances: [{ name: 'stock', expected: 1, actual: 2 }] },
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
