import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { judgeRecord, pointLatest, writeReports } from '../../src/cli/judge-record.ts'
import type { Host } from '../../src/host/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import type { ReportInput } from '../../src/report/reporter.ts'
import { VERDICT_FORMAT } from '../../src/verdict/schema.ts'
import { project, refusalOf } from '../config/project.ts'
import { storeRun } from './stored-run.ts'

const REPORTS = ['verdict.json', 'report.md', 'report.html', 'junit.xml']
const hostWith = (env: Record<string, string> = {}): Host => ({ ...nodeHost(), env })
const made = () => project({ 'package.json': '{}' })
const judged = (place: string, strict: boolean | null = null): Promise<ReportInput> =>
  judgeRecord(hostWith(), place, { indicators: {}, strict })
const contentOf = (place: string): string[] => REPORTS.map((file) => readFileSync(join(place, file), 'utf8'))

describe('a stored record', () => {
  it('is judged to the same bytes each time, in every report', async () => {
    const place = await storeRun(made())
    await writeReports(hostWith(), place, await judged(place))
    const first = contentOf(place)
    await writeReports(hostWith(), place, await judged(place))
    expect(contentOf(place)).toEqual(first)
    expect(JSON.parse(first[0] ?? '')).toMatchObject({ format: VERDICT_FORMAT, verdict: 'pass', exitCode: 0 })
  })

  it('has another verdict when one sample more is bad, and the window of it matters', async () => {
    const directory = made()
    const verdictOf = async (name: string, failed: number, failedWarmingUp: number) => {
      const place = await storeRun(directory, { name, failed, failedWarmingUp })
      const { verdict } = await judged(place)
      return [verdict.verdict, verdict.exitCode]
    }
    expect(await verdictOf('just-enough', 4, 0)).toEqual(['pass', 0])
    expect(await verdictOf('one-more', 5, 0)).toEqual(['fail', 1])
    expect(await verdictOf('warming-up', 4, 1)).toEqual(['pass', 0])
  })

  it('is judged as strictly as the run was, unless it is said', async () => {
    const directory = made()
    const lax = await storeRun(directory, { name: 'lax', failed: 4 })
    const strict = await storeRun(directory, { name: 'strict', failed: 4, strict: true })
    const verdicts = [judged(lax), judged(lax, true), judged(strict), judged(strict, false)]
    expect((await Promise.all(verdicts)).map(({ verdict }) => [verdict.strict, verdict.verdict])).toEqual([
      [false, 'pass'],
      [true, 'inconclusive'],
      [true, 'inconclusive'],
      [false, 'pass'],
    ])
  })

  it('is not written to by judging alone', async () => {
    const place = await storeRun(made())
    const before = readdirSync(place)
    await judged(place)
    expect(readdirSync(place)).toEqual(before)
  })

  it('that is cut off is never passed', async () => {
    const place = await storeRun(made())
    const path = join(place, 'requests.arrow')
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.subarray(0, bytes.length / 2))
    const { verdict, record } = await judged(place)
    expect(record.damage).toHaveLength(1)
    expect(verdict.verdict).toBe('inconclusive')
    expect(verdict.clauses.map(({ reason }) => reason)).toContain('record-damaged')
  })

  it('must be one', async () => {
    expect((await refusalOf(() => judged(made()))).code).toBe('run-not-found')
  })

  it('is shown by its place below the working directory, and whole elsewhere', async () => {
    const place = await storeRun(made())
    expect((await judged(place)).directory).toBe(place)
    const before = process.cwd()
    process.chdir(join(place, '../..'))
    try {
      expect((await judged(place)).directory).toBe('reports/run-1')
      process.chdir(place)
      expect((await judged(place)).directory).toBe('.')
    } finally {
      process.chdir(before)
    }
  })
})

describe('the reports', () => {
  it('are all there, each in its own format and with the verdict', async () => {
    const place = await storeRun(made(), { failed: 5 })
    await writeReports(hostWith(), place, await judged(place))
    expect(readdirSync(place)).toEqual(expect.arrayContaining(REPORTS))
    const [verdict = '', markdown = '', html = '', junit = ''] = contentOf(place)
    expect(JSON.parse(verdict).verdict).toBe('fail')
    expect(markdown).toMatch(/fail/i)
    expect(html).toMatch(/^<!doctype html>/i)
    const css = readFileSync(new URL('../../node_modules/uplot/dist/uPlot.min.css', import.meta.url), 'utf8')
    expect(html, 'what draws the chart is in the page itself').toContain(css.slice(0, 60))
    expect(junit).toMatch(/^<\?xml[\s\S]*<failure/)
  })

  it('are added to the summary of a CI step, where there is one', async () => {
    const directory = made()
    const place = await storeRun(directory)
    const summary = join(directory, 'summary.md')
    writeFileSync(summary, 'before\n')
    const input = await judged(place)
    await writeReports(hostWith(), place, input)
    expect(readFileSync(summary, 'utf8')).toBe('before\n')
    await writeReports(hostWith({ GITHUB_STEP_SUMMARY: summary }), place, input)
    expect(readFileSync(summary, 'utf8')).toMatch(/^before\n[\s\S]*kill-node/)
  })
})

it('points reports/latest at the newest run, whatever it pointed at', async () => {
  const directory = made()
  const [first, second] = [await storeRun(directory), await storeRun(directory, { name: 'run-2' })]
  for (const place of [first, second, second]) {
    await pointLatest(hostWith(), place)
    expect(readlinkSync(join(directory, 'reports/latest'))).toBe(basename(place))
  }
  expect(readdirSync(join(directory, 'reports/latest'))).toContain('journal.ndjson')
})
