/**
 * `node --conditions=source bench/ledger-size.ts [--writes 1000000]`: is one lost write among 100,000 acknowledged ones
 * found, and what do so many more cost to reconcile? The files are written by the run record's own writers, and read and
 * reconciled in a process of its own, whose peak of memory and time from its start are told. Bounds: 10 s, 300 MB.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readStored, readWrites } from '../src/journal/columns/read.ts'
import { textAt } from '../src/measure/ledger/key-index.ts'
import { reconcile } from '../src/measure/ledger/reconcile.ts'

const BATCH = 2000
const { values } = parseArgs({
  options: { writes: { type: 'string', default: '1000000' }, child: { type: 'string' } },
})

/** Writes both files; gives the keys that are not stored. */
async function make(directory: string, count: number, lostAt: readonly number[]): Promise<string[]> {
  // Not loaded where the memory of reconciling is measured.
  const { nodeFiles } = await import('../src/host/files.ts')
  const { openStored, openWrites } = await import('../src/journal/columns/open.ts')
  const files = nodeFiles()
  const writes = openWrites(await files.openAppend(join(directory, 'writes.arrow')))
  const stored = openStored(await files.openAppend(join(directory, 'stored.arrow')))
  const lost: string[] = []
  for (let at = 0; at < count; at += 1) {
    const key = randomUUID()
    const row = { startMs: at, durationMs: 5, key, status: 201, instance: 'web-1', release: '1.0.0' }
    writes.append([{ ...row, told: 'acknowledged' }])
    if (lostAt.includes(at)) lost.push(key)
    else stored.append([{ key, count: 1, jobs: 1 }])
    if (at % BATCH === 0) await Promise.all([writes.flush(), stored.flush()])
  }
  await Promise.all([writes.close(), stored.close()])
  return lost
}

function reconciled(directory: string): void {
  const { writes } = readWrites(readFileSync(join(directory, 'writes.arrow')))
  const { stored } = readStored(readFileSync(join(directory, 'stored.arrow')))
  const found = reconcile(writes, stored)
  const peakKb = Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
  const keys = found.lost.map((row) => textAt(writes.key, row))
  const told = {
    keys,
    duplicated: found.duplicated.length,
    jobsLost: found.jobsLost.length,
    seconds: Number(process.uptime().toFixed(2)),
    peakMb: Math.round((peakKb * 1024) / 1e6),
  }
  console.log(JSON.stringify(told))
}

async function trial(count: number, lostAt: readonly number[]): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'firedrill-ledger-size-'))
  try {
    const lost = await make(directory, count, lostAt)
    const self = fileURLToPath(import.meta.url)
    const out = execFileSync(process.execPath, ['--conditions=source', self, '--child', directory], {
      encoding: 'utf8',
    })
    const { keys, duplicated, jobsLost, seconds, peakMb } = JSON.parse(out)
    const right = JSON.stringify(keys) === JSON.stringify(lost) && duplicated === 0 && jobsLost === 0
    const within = seconds < 10 && peakMb < 300
    console.log(
      `${count} acknowledged, ${lost.length} not stored: ${keys.length} found lost, ${right ? 'just those' : 'WRONG'}; ${seconds} s, ${peakMb} MB`,
    )
    return right && within
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

if (values.child !== undefined) reconciled(values.child)
else {
  const results = [
    await trial(100_000, [73_211]),
    await trial(100_000, []),
    await trial(Number(values.writes), [5, 999_998]),
  ]
  process.exitCode = results.every(Boolean) ? 0 : 1
}
