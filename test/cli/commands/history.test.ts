import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { type MadeRun, madeRecord } from '../../compare/made-runs.ts'
import { storeRecord } from '../../journal/store-record.ts'
import { firedrill, smallProject } from '../small-project.ts'

const DAY_MS = 24 * 3_600_000

async function withRuns(runs: Record<string, MadeRun>, below = 'reports'): Promise<string> {
  const directory = smallProject()
  for (const [day, [name, made]] of Object.entries(runs).entries()) {
    const record = madeRecord(made)
    const zeroWallMs = record.header.zeroWallMs + day * DAY_MS
    const events = record.events.map((event) =>
      event.type === 'run-started' ? { ...event, zeroWallMs } : event,
    )
    const moved = { ...record, header: { ...record.header, zeroWallMs }, events }
    await storeRecord(nodeHost().files, join(directory, below, name), moved)
  }
  return directory
}

describe('firedrill history', () => {
  it('shows where runs became worse, and writes it as a page', async () => {
    const directory = await withRuns({ a: { seed: 1 }, b: { seed: 2 }, c: { seed: 3, medianMs: 40 } })
    const { code, out, err } = await firedrill(directory, ['history'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^kill-node on shop, with rate=100\/s\n3 runs, 2026-01-02 to 2026-01-04 {2}✓✓✓\n/)
    expect(out).toMatch(/✗ p95 below 150 ms in calm .*\n {6}worse by .* from run-3 on\./)
    expect(out).toContain('page: reports/history.html')
    expect(readFileSync(join(directory, 'reports/history.html'), 'utf8')).toContain('href="a/report.html"')
  })

  it('takes the newest of the drills that are named, from where they are said to be', async () => {
    const directory = await withRuns({ a: { seed: 1 }, b: { seed: 2 }, c: { seed: 3 } }, 'artifacts/job')
    const args = ['history', 'kill-node', '--records', 'artifacts', '--last', '2', '--json', '--all']
    const { series } = JSON.parse((await firedrill(directory, args)).out)
    expect(series).toMatchObject([{ runs: [{ id: 'run-2' }, { id: 'run-3' }] }])
    expect(series[0].trends.length).toBeGreaterThan(1)
    expect(existsSync(join(directory, 'artifacts/history.html'))).toBe(true)
  })

  it('leaves out what cannot be read, and says so', async () => {
    const directory = await withRuns({ a: { seed: 1 }, b: { seed: 2 } })
    rmSync(join(directory, 'reports/b/drill.json'))
    const { code, out } = await firedrill(directory, ['history'])
    expect(code).toBe(0)
    expect(out).toContain('left out: run-2: ')
  })

  it('says which directories it could make nothing of', async () => {
    const directory = await withRuns({ a: { seed: 1 }, b: { seed: 2 } })
    writeFileSync(join(directory, 'reports/b/journal.ndjson'), '')
    const { code, out } = await firedrill(directory, ['history'])
    expect(code).toBe(0)
    expect(out).toContain('left out: reports/b: no record, or one that cannot be read.')
  })

  it('takes a copy of a run for the same run', async () => {
    const directory = await withRuns({ a: { seed: 1 }, b: { seed: 2 } })
    cpSync(join(directory, 'reports/a'), join(directory, 'reports/z/a'), { recursive: true })
    const { series } = JSON.parse((await firedrill(directory, ['history', '--json'])).out)
    expect(series).toMatchObject([{ runs: [{ id: 'run-1' }, { id: 'run-2' }] }])
  })

  it('leaves out a run that is still under way, and says so', async () => {
    const directory = await withRuns({ a: { seed: 1 }, b: { seed: 2 }, c: { seed: 3 } })
    const host = nodeHost()
    for (const name of ['b', 'c']) {
      const record = join(directory, 'reports', name)
      const owner = { by: 'run', process: await host.processes.identity(process.pid) }
      const text = JSON.stringify({ format: 'firedrill-epoch/1', ...owner })
      await host.files.createExclusive(join(record, 'epoch.0'), text)
      const journal = join(record, 'journal.ndjson')
      const lines = readFileSync(journal, 'utf8').trimEnd().split('\n')
      const ending = lines.filter((line) => name === 'b' || !line.includes('"type":"cleanup-ended"'))
      writeFileSync(journal, `${ending.join('\n')}\n`)
    }
    const { code, out } = await firedrill(directory, ['history'])
    expect(code).toBe(0)
    expect(out).toContain('2 runs')
    expect(out).toContain('left out: run-3: it is still under way.')
  })

  it('leaves out a record that a newer firedrill acts on, and says so', async () => {
    const directory = await withRuns({ a: { seed: 1 }, b: { seed: 2 } })
    writeFileSync(join(directory, 'reports/b/epoch.0'), JSON.stringify({ format: 'firedrill-epoch/9' }))
    const { code, out } = await firedrill(directory, ['history'])
    expect(code).toBe(0)
    expect(out).toContain('left out: run-2: ')
    expect(out).toContain('1 run')
  })

  it('makes the directory of its page', async () => {
    const directory = await withRuns({ a: { seed: 1 } })
    expect((await firedrill(directory, ['history', '--page', 'out/deep/h.html'])).code).toBe(0)
    expect(existsSync(join(directory, 'out/deep/h.html'))).toBe(true)
  })

  it('tells the history also where its page cannot be written, and which', async () => {
    const directory = await withRuns({ a: { seed: 1 } })
    writeFileSync(join(directory, 'out'), '')
    const { code, out, err } = await firedrill(directory, ['history', '--page', 'out/h.html'])
    expect(code).toBe(69)
    expect(out).toMatch(/^kill-node on shop/)
    expect(err).toContain('[reports-unwritable] The page out/h.html cannot be written')
    mkdirSync(join(directory, 'reports/history.html'))
    expect((await firedrill(directory, ['history'])).code).toBe(69)
  })

  it('writes over a page of its own alone, unless that one is named', async () => {
    const directory = await withRuns({ a: { seed: 1 } })
    const [file, args] = [join(directory, 'history.html'), ['history', '--records', '.']]
    writeFileSync(file, '<title>History of our town</title>')
    const { code, out, err } = await firedrill(directory, args)
    expect(code).toBe(64)
    expect(out).toMatch(/^kill-node on shop/)
    expect(err).toContain('history.html is there, and is no page of a history')
    expect(readFileSync(file, 'utf8')).toContain('our town')
    expect((await firedrill(directory, [...args, '--page', 'history.html'])).code).toBe(0)
    const ours = readFileSync(file, 'utf8')
    expect(ours).not.toContain('our town')
    writeFileSync(file, ours.replace('<main', '<p>older</p><main'))
    expect((await firedrill(directory, args)).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(ours)
  })

  it('without any run it says so, and writes nothing', async () => {
    const directory = smallProject()
    const { code, out } = await firedrill(directory, ['history'])
    expect(code).toBe(0)
    expect(out).toBe('There are no stored runs yet: `firedrill run <drill>` makes one.\n\n')
    expect(existsSync(join(directory, 'reports'))).toBe(false)
    const named = await firedrill(directory, ['history', 'soak'])
    expect([named.code, named.out]).toEqual([64, ''])
    expect(named.err).toContain('There is no stored run of "soak".')
  })

  it('a drill that was misspelt is refused with the one that was meant', async () => {
    const directory = await withRuns({ a: { seed: 1 } })
    const { code, err } = await firedrill(directory, ['history', 'kil-node'])
    expect(code).toBe(64)
    expect(err).toContain('Did you mean "kill-node"? There are runs of kill-node.')
  })
})
