import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { batchOf } from '../../../src/verdict/batch.ts'
import { project } from '../../config/project.ts'
import { passedInput } from '../../report/build-input.ts'
import { HOUR_MS, type MadeGateRun, storeGateRun } from '../gate-record.ts'
import { firedrill } from '../small-project.ts'
import { storeKilled } from '../stored-run.ts'

/** The first is the newest. */
async function withRuns(...all: MadeGateRun[]): Promise<string> {
  const directory = project({ 'package.json': '{}' })
  for (const [k, made] of all.entries()) await storeGateRun(directory, { agoMs: (k + 1) * HOUR_MS, ...made })
  return directory
}

const left = (directory: string) => readdirSync(join(directory, 'reports')).toSorted()
const clean = (directory: string, ...args: string[]) => firedrill(directory, ['clean', ...args])

describe('firedrill clean', () => {
  it('removes what is older than the newest few of each drill, and says what', async () => {
    const directory = await withRuns(
      { name: 'c' },
      { name: 'b' },
      { name: 'a' },
      { name: 'other', drill: 'soak' },
    )
    const { code, out } = await clean(directory, '--keep', '2')
    expect({ code, out }).toEqual({ code: 0, out: 'removed reports/a\n1 of 4 records removed\n' })
    expect(left(directory)).toEqual(['b', 'c', 'other'])
  })

  it('--dry-run says it and removes nothing', async () => {
    const directory = await withRuns({ name: 'b' }, { name: 'a' })
    const { out } = await clean(directory, '--keep', '1', '--dry-run')
    expect(out).toBe('would remove reports/a\n1 of 2 records would be removed\n')
    expect(left(directory)).toEqual(['a', 'b'])
  })

  it('never removes one that is dirty, one that has no end, one that cannot be read, nor the latest', async () => {
    const directory = await withRuns(
      { name: 'new' },
      { name: 'dirty', more: { cleanup: 'dirty' } },
      { name: 'latest-one' },
      { name: 'old' },
    )
    await storeKilled(directory, { name: 'killed' })
    await nodeHost().files.link('latest-one', join(directory, 'reports/latest'))
    await nodeHost().files.makeDir(join(directory, 'reports/garbage'))
    writeFileSync(join(directory, 'reports/garbage/journal.ndjson'), 'no journal')
    const { out } = await clean(directory, '--keep', '0')
    expect(left(directory)).toEqual(['dirty', 'garbage', 'killed', 'latest', 'latest-one'])
    expect(out).toContain('kept reports/dirty: it left something behind: `firedrill recover` removes that\n')
    expect(out).toContain('kept reports/killed: it did not come to its end')
    expect(out).toContain('kept reports/garbage: its journal cannot be read\n')
    expect(out).toContain('kept reports/latest-one: it is the latest\n')
    expect(out).toContain('removed reports/old\n')
  })

  it('touches nothing that is no record, and nothing further below', async () => {
    const directory = await withRuns({ name: 'a' })
    await storeGateRun(join(directory, 'reports/artifacts'), { name: 'b', agoMs: 2 * HOUR_MS })
    writeFileSync(join(directory, 'reports/notes.md'), 'mine')
    expect((await clean(directory, '--keep', '0')).out).toBe('removed reports/a\n1 of 1 record removed\n')
    expect(left(directory)).toEqual(['artifacts', 'notes.md'])
  })

  it('a batch goes with the last of its runs', async () => {
    const directory = await withRuns({ name: 'c' }, { name: 'b' }, { name: 'a' })
    for (const [file, ids] of Object.entries({ 'a.batch.json': ['a'], 'b.batch.json': ['a', 'c'] })) {
      const verdicts = ids.map((id) => ({ ...passedInput().verdict, id }))
      const batch = batchOf({ drill: 'kill-node', asked: 1, verdicts, exitCode: 0 })
      writeFileSync(join(directory, 'reports', file), JSON.stringify(batch))
    }
    writeFileSync(join(directory, 'reports/a.batch.html'), '')
    writeFileSync(join(directory, 'reports/cut.batch.json'), '{')
    await clean(directory, '--keep', '1')
    expect(left(directory)).toEqual(['b.batch.json', 'c', 'cut.batch.json'])
  })

  it('must be told how many to keep', async () => {
    const directory = await withRuns({ name: 'a' })
    for (const args of [[], ['--keep'], ['--keep', 'all'], ['--keep', '-1'], ['--keep', '1.5']])
      expect((await clean(directory, ...args)).code).toBe(64)
    expect(left(directory)).toEqual(['a'])
  })

  it('where there is no record there is nothing to do', async () => {
    const { code, out } = await clean(project({ 'package.json': '{}' }), '--keep', '1')
    expect({ code, out }).toEqual({ code: 0, out: '0 of 0 records removed\n' })
  })
})
