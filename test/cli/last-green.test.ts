import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { judgeRecord, writeReports } from '../../src/cli/judge-record.ts'
import { sinceLastGreen } from '../../src/cli/last-green.ts'
import { nodeHost } from '../../src/host/node.ts'
import { readHead } from '../../src/journal/read-record.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { project } from '../config/project.ts'
import { storeRun } from './stored-run.ts'

const host = nodeHost()
const { files } = host

/** A stored run with its verdict, in which some of it is as given. */
async function judged(directory: string, name: string, more: Partial<Verdict> = {}): Promise<string> {
  const place = await storeRun(directory, { name })
  await writeReports(host, place, await judgeRecord(host, place, { indicators: {}, strict: null }))
  const verdict = JSON.parse(await files.read(join(place, 'verdict.json')))
  await files.writeAtomic(join(place, 'verdict.json'), JSON.stringify({ ...verdict, ...more }))
  return place
}
/** Runs begin at 03:04:05 of that day, unless it is said. */
const at = (clock: string) => ({ startedAt: `2026-01-02T${clock}.000Z` })
const made = () => project({ 'package.json': '{}' })
const since = async (place: string) => await sinceLastGreen(files, place, await readHead(files, place))

describe('the last green run', () => {
  it('is the newest that passed before this one', async () => {
    const directory = made()
    await judged(directory, 'a', at('01:00:00'))
    await judged(directory, 'b', at('02:00:00'))
    await judged(directory, 'c', at('04:00:00'))
    const now = await storeRun(directory, { name: 'now', seed: 8 })
    const changes = await since(now)
    expect(changes?.changes.map(({ words }) => words)).toEqual([
      'seed: 7 → 8; another instance may have been hit',
    ])
  })

  it.each<[string, Partial<Verdict>]>([
    ['failed', { verdict: 'fail' }],
    ['was not decided', { verdict: 'inconclusive' }],
    ['left something', { cleanup: 'dirty' }],
    ['was stopped', { run: 'interrupted' }],
    ['is of another drill', { drill: 'other' }],
    ['is of another environment', { environment: 'staging' }],
    ['is on another target', { target: { name: 'shop', kind: 'compose', why: '' } }],
    ['began later', at('03:04:06')],
    ['has no time', { startedAt: 'soon' }],
  ])('is none that %s', async (_name, more) => {
    const directory = made()
    await judged(directory, 'a', { ...at('01:00:00'), ...more })
    expect(await since(await storeRun(directory, { name: 'now' }))).toBeNull()
  })

  it('is none where nothing is beside it, or what is there is no verdict', async () => {
    const directory = made()
    const now = await storeRun(directory, { name: 'now' })
    expect(await since(now)).toBeNull()
    const other = await storeRun(directory, { name: 'other' })
    for (const text of ['{', 'null', '[]']) {
      writeFileSync(join(other, 'verdict.json'), text)
      expect(await since(now)).toBeNull()
    }
  })

  it('is an older one where of the newest nothing can be read', async () => {
    const directory = made()
    await judged(directory, '20260101-000000-kill-node-aaaa', at('01:00:00'))
    const damaged = await judged(directory, '20260102-000000-kill-node-bbbb', at('02:00:00'))
    writeFileSync(join(damaged, 'journal.ndjson'), '')
    const now = await storeRun(directory, { name: '20260103-000000-kill-node-cccc', seed: 9 })
    expect((await since(now))?.changes).toHaveLength(1)
  })

  it('is found by the dates in the names, without a look at all others', async () => {
    const directory = made()
    await judged(directory, '20260101-000000-kill-node-aaaa', at('01:00:00'))
    await judged(directory, '20260102-000000-kill-node-bbbb', at('02:00:00'))
    const now = await storeRun(directory, { name: '20260103-000000-kill-node-cccc' })
    expect((await since(now))?.run).toBe('2026-01-02T03-04-05-kill-node')
  })

  it('is what the page tells of', async () => {
    const directory = made()
    await judged(directory, 'a', at('01:00:00'))
    const now = await storeRun(directory, { name: 'now', failed: 50, seed: 9 })
    await writeReports(host, now, await judgeRecord(host, now, { indicators: {}, strict: null }))
    expect(await files.read(join(now, 'report.html'))).toContain(
      'seed: 7 → 9; another instance may have been hit',
    )
  })
})
