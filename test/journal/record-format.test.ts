import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { COMPARISON_FORMAT } from '../../src/compare/comparison.ts'
import { POLICY_FORMAT } from '../../src/config/gate-policy.ts'
import { GATE_FORMAT } from '../../src/gate/decision.ts'
import { HISTORY_FORMAT } from '../../src/history/history.ts'
import { LOCK_FORMAT } from '../../src/host/lock.ts'
import {
  FORMAT,
  KEY_COLUMNS,
  METRIC_COLUMNS,
  PROBE_COLUMNS,
  REQUEST_COLUMNS,
  STORED_COLUMNS,
  WRITE_COLUMNS,
} from '../../src/journal/columns/schema.ts'
import { JOURNAL_FORMAT } from '../../src/journal/events.ts'
import { RECORD_FILES } from '../../src/journal/record.ts'
import { EVENT_SCHEMAS } from '../../src/journal/schema/events.ts'
import { SEAL_FORMAT } from '../../src/journal/seal.ts'
import { CONFIGURATION_FORMAT, DRILL_FORMAT } from '../../src/journal/stored-drill.ts'
import { PROOF_FORMAT } from '../../src/prove/proof.ts'
import { EPOCH_FORMAT } from '../../src/run/epoch.ts'
import { RUNBOOK_FORMAT } from '../../src/runbook/seal.ts'
import { BATCH_FORMAT } from '../../src/verdict/batch-schema.ts'
import { VERDICT_FORMAT } from '../../src/verdict/schema.ts'

const DOC = readFileSync(new URL('../../docs/record-format.md', import.meta.url), 'utf8')
const section = (heading: string): string => {
  const from = DOC.indexOf(`\n## ${heading}`)
  if (from < 0) throw new Error(`there is no section ${heading}`)
  const to = DOC.indexOf('\n## ', from + 1)
  return DOC.slice(from, to < 0 ? undefined : to)
}

const SAMPLES = {
  [RECORD_FILES.requests]: REQUEST_COLUMNS,
  [RECORD_FILES.metrics]: METRIC_COLUMNS,
  [RECORD_FILES.probes]: PROBE_COLUMNS,
  [RECORD_FILES.writes]: WRITE_COLUMNS,
  [RECORD_FILES.stored]: STORED_COLUMNS,
  [RECORD_FILES.storedBefore]: KEY_COLUMNS,
}

test('the table of formats is that of the code', () => {
  const rows = [...section('Versions').matchAll(/^\| (.+?) \| `(\S+)` \|/gm)].map(([, file, format]) => [
    file,
    format,
  ])
  const samples = Object.keys(SAMPLES)
    .map((file) => `\`${file}\``)
    .join(', ')
  expect(rows).toEqual([
    [`\`${RECORD_FILES.journal}\``, String(JOURNAL_FORMAT)],
    [`\`${RECORD_FILES.drill}\``, DRILL_FORMAT],
    [`\`${RECORD_FILES.configuration}\``, CONFIGURATION_FORMAT],
    [samples, FORMAT],
    [`\`${RECORD_FILES.seal}\``, SEAL_FORMAT],
    [`\`${RECORD_FILES.epoch}.<n>\``, EPOCH_FORMAT],
    [`\`${RECORD_FILES.verdict}\``, VERDICT_FORMAT],
    ['`<first run>.batch.json`', BATCH_FORMAT],
    ['`prove-<drill>.json`', PROOF_FORMAT],
    ['the output of `compare --json`', COMPARISON_FORMAT],
    ['the output of `history --json`', HISTORY_FORMAT],
    ['the policy of the gate', POLICY_FORMAT],
    ['the output of `gate --json`', GATE_FORMAT],
    ['the last line of a runbook', RUNBOOK_FORMAT],
    ["locks, in the user's state directory", LOCK_FORMAT],
  ])
})

test('no format that a source names is missing from the table', () => {
  const root = fileURLToPath(new URL('../../src', import.meta.url))
  const sources = globSync('**/*.ts', { cwd: root }).map((path) => readFileSync(`${root}/${path}`, 'utf8'))
  const formats = sources.flatMap((text) =>
    [...text.matchAll(/'(firedrill-[a-z-]+\/\d+)'/g)].map(([, name]) => name),
  )
  expect(formats.length).toBeGreaterThan(10)
  for (const format of formats) expect(section('Versions')).toContain(`\`${format}\``)
})

test('every type of event is in its table, and no other', () => {
  const cells = [...section('`journal.ndjson`').matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell]) => cell ?? '')
  const named = cells.flatMap((cell) => [...cell.matchAll(/`([a-z-]+)`/g)].map(([, type]) => type))
  expect(named.toSorted()).toEqual(Object.keys(EVENT_SCHEMAS).toSorted())
})

test('every column of the sample files is named, in the order of the code', () => {
  const text = section('The sample files')
  const parts = text.split(/^(?=`[a-z-]+\.arrow`)/m)
  for (const [file, columns] of Object.entries(SAMPLES)) {
    if (file === RECORD_FILES.storedBefore) continue
    const part = parts.find((each) => each.startsWith(`\`${file}\``)) ?? ''
    const cells = [...part.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell]) => cell ?? '')
    const named = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name))
    expect(named, file).toEqual(Object.keys(columns))
  }
  expect(text).toContain('`stored-before.arrow`: the keys that were stored before it, `key` alone')
})
