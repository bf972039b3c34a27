import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writes } from '../../src/drill/ledger.ts'
import { hold, phase } from '../../src/drill/steps.ts'
import { readKeys } from '../../src/journal/columns/read.ts'
import { RECORD_FILES } from '../../src/journal/record.ts'
import { textAt } from '../../src/measure/ledger/key-index.ts'
import { createInterruption } from '../../src/run/interruption.ts'
import type { LedgerSettings } from '../../src/run/ledger.ts'
import { keepKeysBefore } from '../../src/run/ledger-before.ts'
import { openRoom } from '../../src/run/room.ts'
import { onRun } from './on-run.ts'

const COMMAND: LedgerSettings = {
  stored: { kind: 'command', argv: ['read-orders'], cwd: '/', timeoutMs: 5000 },
  settleMs: 2000,
}
const JUDGED = () => [phase('lost', [hold('20s')], { expect: [writes().lost(0)] })]
const PLAIN = () => [phase('lost', [hold('20s')])]

async function kept(
  stdout: string,
  { ledger = COMMAND as LedgerSettings | null, steps = JUDGED, code = 0 } = {},
) {
  const programs = { 'read-orders': { exit: { afterMs: 10, code }, stdout } }
  const rig = await onRun({ steps, programs, with: { ledger } })
  const room = await openRoom(rig.options)
  await keepKeysBefore(room, rig.options, { variables: {} }, createInterruption().signal)
  const path = join(room.directory, RECORD_FILES.storedBefore)
  if (!(await rig.host.files.exists(path))) return { said: rig.said('ledger-before'), keys: null }
  const { keys } = readKeys(await rig.host.files.readBytes(path))
  return {
    said: rig.said('ledger-before'),
    keys: Array.from(keys.key.ends, (_, row) => textAt(keys.key, row)),
  }
}

test('the keys that are stored already are kept in the record, and nothing else of it', async () => {
  const lines = [
    '{"key":"a","jobs":1}',
    '{"key":"gone","count":0}',
    '{"balance":"stock","expected":1,"actual":1}',
  ]
  const { said, keys } = await kept(`${lines.join('\n')}\n{"key":"b"}\n`)
  expect(said).toMatchObject([{ rows: 2, tookMs: 10, error: null }])
  expect(keys).toEqual(['a', 'b'])
})

test('a reader that fails before there is anything is no error of the run', async () => {
  const { said } = await kept('{"key":"a"}\n', { code: 2 })
  expect(said).toMatchObject([{ rows: 0, error: expect.stringContaining('exit code 2') }])
})

test('nothing is asked where the drill does not judge its writes, or the configuration does not say how', async () => {
  expect(await kept('{"key":"a"}\n', { steps: PLAIN })).toEqual({ said: [], keys: null })
  expect(await kept('{"key":"a"}\n', { ledger: null })).toEqual({ said: [], keys: null })
})
