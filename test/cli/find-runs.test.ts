import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findRun, findRuns, type StoredRuns } from '../../src/cli/find-runs.ts'
import { nodeHost } from '../../src/host/node.ts'
import { batchOf } from '../../src/verdict/batch.ts'
import { project } from '../config/project.ts'
import { passedInput } from '../report/build-input.ts'
import { storeRun } from './stored-run.ts'

async function stored(
  ...names: string[]
): Promise<{ directory: string; reportsDir: string; runs: StoredRuns }> {
  const directory = project({ 'package.json': '{}' })
  for (const name of names) await storeRun(directory, { name })
  const reportsDir = join(directory, 'reports')
  return {
    directory,
    reportsDir,
    runs: { files: nodeHost().files, reportsDir, root: directory, indicators: {} },
  }
}

function storeBatch(reportsDir: string, file: string, ids: string[]): void {
  const verdicts = ids.map((id) => ({ ...passedInput().verdict, id }))
  const batch = batchOf({ drill: 'kill-node', asked: ids.length, verdicts, exitCode: 0 })
  writeFileSync(join(reportsDir, file), JSON.stringify(batch))
}

describe('stored runs', () => {
  it('are found by name, by place, several with commas, each once', async () => {
    const { reportsDir, runs } = await stored('a', 'b')
    const [a, b] = [join(reportsDir, 'a'), join(reportsDir, 'b')]
    expect(await findRun(runs, 'a')).toBe(a)
    expect(await findRuns(runs, b)).toEqual([b])
    expect(await findRuns(runs, 'a, b,a')).toEqual([a, b])
  })

  it('the latest of none is said so', async () => {
    const { runs } = await stored()
    await expect(findRun(runs, 'latest')).rejects.toMatchObject({
      message: 'No drill has been run here yet.',
    })
    const some = await stored('a')
    await expect(findRun(some.runs, 'latest')).rejects.toThrow('There is no run record at')
  })

  it('are found by the batch that they are of, and by the directory that holds them', async () => {
    const { reportsDir, runs } = await stored('a', 'b', 'c')
    storeBatch(reportsDir, 'a.batch.json', ['a', 'c'])
    expect(await findRuns(runs, 'a.batch.json')).toEqual([join(reportsDir, 'a'), join(reportsDir, 'c')])
    await nodeHost().files.link('c', join(reportsDir, 'latest'))
    expect(await findRuns(runs, reportsDir)).toEqual(['a', 'b', 'c'].map((name) => join(reportsDir, name)))
  })

  it.each(['nothing', '', 'a,nothing', 'a,'])('are not found by "%s"', async (side) => {
    const { directory, runs } = await stored('a')
    const elsewhere = { ...runs, reportsDir: join(directory, 'other') }
    await expect(findRuns(side.startsWith('a') ? runs : elsewhere, side)).rejects.toMatchObject({
      code: 'run-not-found',
    })
  })

  it('says that a batch cannot be read', async () => {
    const { reportsDir, runs } = await stored('a')
    for (const text of ['{', '{"format":"firedrill-batch/2"}']) {
      writeFileSync(join(reportsDir, 'a.batch.json'), text)
      await expect(findRuns(runs, 'a.batch.json')).rejects.toMatchObject({ code: 'record-invalid' })
    }
  })
})
