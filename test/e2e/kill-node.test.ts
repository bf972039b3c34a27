/** The main job: one instance is killed under load, and everything that the run claims is looked for from outside. */
import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'
import { openRequests } from '../../src/journal/columns/open.ts'
import { readRequests } from '../../src/journal/columns/read.ts'
import type { Requests } from '../../src/journal/record.ts'
import type { RecordedRequest } from '../../src/journal/rows.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { type Ended, firedrill } from './cli.ts'
import { remainsOf } from './remains.ts'
import { makeScratch } from './scratch.ts'
import { clausesOf, copyOf, eventsOf, journalOf, onlyRecord, sealAnew, verdictOf } from './stored.ts'

/** A thousand requests in each window: fewer could not show a breach of 99.9 %. */
const SHORT = ['rate=200/s', 'baseline=5200ms', 'lost=6s', 'settled=5200ms']
const scratch = makeScratch()
let ended: Ended
let record: string
let verdict: Verdict
let left: string[]

beforeAll(async () => {
  const set = SHORT.flatMap((value) => ['--set', value])
  const users = readFileSync('/etc/passwd', 'utf8')
  ended = await firedrill(
    ['run', 'kill-node', '--target', 'processes', ...set, '--out', scratch.out, '--json'],
    scratch,
  )
  record = onlyRecord(scratch.out)
  left = await remainsOf(record, scratch)
  if (readFileSync('/etc/passwd', 'utf8') !== users) left.push('a user of this machine')
  verdict = verdictOf(record)
})
afterAll(() => scratch.remove())

describe('a run on the healthy fixture', () => {
  it('passes but for what a busy machine does to latency', () => {
    const others = clausesOf(verdict).filter((clause) => !/\/(p95|recovery) /.test(clause))
    expect(others).toEqual(
      expect.arrayContaining([
        ...['baseline', 'lost', 'settled'].map((window) => `${window}/uptime pass`),
        'lost/longest interruption pass',
      ]),
    )
    expect(
      others.filter((clause) => !clause.endsWith(' pass')),
      verdict.summary,
    ).toEqual([])
    expect(ended.code).toBe(verdict.exitCode)
    expect([verdict.run, verdict.cleanup]).toEqual(['completed', 'clean'])
  })

  it('judges the window of the fault on at least a thousand requests', () => {
    const lost = verdict.clauses.find(({ window, indicator }) => window === 'lost' && indicator === 'uptime')
    expect(lost?.samples).toBeGreaterThanOrEqual(1000)
  })

  it('shows that the victim is gone, and that it came back as another process', () => {
    const [fault, ...more] = verdict.faults
    expect(more).toEqual([])
    const [landed] = eventsOf(record, 'fault-landed')
    const pid = eventsOf(record, 'fault-intended')[0]?.victim.identity?.process?.pid
    expect(pid).toBeGreaterThan(0)
    expect(landed?.evidence.join('; ')).toMatch(new RegExp(`pid ${pid} is gone.*refuses connections`))
    const [healed] = eventsOf(record, 'fault-healed')
    expect(healed?.evidence.join('; ')).toMatch(/is back as pid \d+/)
    expect(healed?.evidence.join('; ')).not.toContain(`pid ${pid};`)
    expect([fault?.landed, fault?.healed]).toEqual([true, true])
  })

  it('was served by the other instance meanwhile', () => {
    const { victim, instantMs } = verdict.faults[0]!
    const startedMs = verdict.windows.find(({ name }) => name === 'settled')!.startMs
    const { zeroMonoMs, zeroWallMs } = eventsOf(record, 'run-started')[0]!
    expect(zeroMonoMs).toBeGreaterThan(0)
    const from = zeroWallMs + instantMs! + 1000
    const meanwhile = edgeLog().filter(({ time }) => time > from && time < zeroWallMs + startedMs)
    const good = meanwhile.filter(({ status, instance }) => status < 400 && instance !== victim)
    expect(meanwhile.length).toBeGreaterThan(500)
    expect(good.length / meanwhile.length).toBeGreaterThan(0.99)
  })

  it('leaves its record, and reports/latest points at it', () => {
    expect(readdirSync(record)).toEqual(
      expect.arrayContaining([
        ...['journal.ndjson', 'drill.json', 'configuration.json', 'requests.arrow', 'metrics.arrow'],
        ...['probes.arrow', 'verdict.json', 'report.md', 'report.html', 'junit.xml', 'logs'],
      ]),
    )
    expect(readdirSync(join(record, 'logs'))).toEqual(
      expect.arrayContaining(['web-1.log', 'web-2.log', 'edge.log', 'db.log', 'k6.log', 'access.ndjson']),
    )
    expect(readlinkSync(join(scratch.out, 'latest'))).toBe(basename(record))
    expect(lstatSync(join(record, 'verdict.json')).size).toBeGreaterThan(1000)
    expect(ended.stdout).toBe(readFileSync(join(record, 'verdict.json'), 'utf8'))
  })

  it('recorded every request that its edge answered, and no more', () => {
    const { requests } = readRequests(readFileSync(join(record, 'requests.arrow')))
    const reads = namesOf(requests.operation, 'list products')
    // The prober and the readiness checks ask for the list as well, the named probes for the jobs: all else is k6's.
    const recorded = [...requests.operation.codes].filter((code) => code !== reads).length
    const lines = edgeLog().filter(({ path }) => path !== '/products' && path !== '/jobs')
    const unanswered = [...requests.status].filter((status) => status === 0).length
    const inFlight = lines.filter(({ aborted }) => aborted === 'client').length
    expect(recorded).toBeGreaterThan(2000)
    expect(lines.length).toBeGreaterThanOrEqual(recorded - unanswered)
    expect(lines.length).toBeLessThanOrEqual(recorded + inFlight + 5)
  })

  it('leaves no process, port, file, lock or user', () => {
    expect(left).toEqual([])
    expect(eventsOf(record, 'cleanup-ended').map(({ cleanup, by }) => [cleanup, by])).toEqual([
      ['clean', 'run'],
    ])
  })
})

describe('firedrill judge', () => {
  it('gives the same verdict to the byte, and the same exit code', async () => {
    const before = readFileSync(join(record, 'verdict.json'))
    rmSync(join(record, 'verdict.json'))
    const judged = await firedrill(['judge', record, '--quiet'], scratch)
    expect(readFileSync(join(record, 'verdict.json')).equals(before)).toBe(true)
    expect(judged.code).toBe(ended.code)
    expect(judged.stdout + judged.stderr).toBe('')
  })

  it('gives another one when requests of the lost window had failed', async () => {
    const copy = copyOf(record, 'failed')
    const { startMs, endMs, requests } = verdict.windows.find(({ name }) => name === 'lost')!
    // One more than 99.9 % allows.
    await failRequests(copy, startMs + 1000, endMs, Math.floor(requests / 1000) + 1)
    const refused = await firedrill(['judge', copy, '--quiet'], scratch)
    expect([refused.code, refused.stderr]).toEqual([
      64,
      expect.stringMatching(/record-altered[\s\S]*requests\.arrow/),
    ])
    await sealAnew(copy)
    const judged = await firedrill(['judge', copy, '--quiet'], scratch)
    expect(judged.code).toBe(1)
    expect(clausesOf(verdictOf(copy))).toContain('lost/uptime fail')
    expect(clausesOf(verdict)).toContain('lost/uptime pass')
  })

  it('takes the fault for not seen when the line that says so is gone', async () => {
    const copy = copyOf(record, 'unseen')
    const kept = journalOf(copy).filter(({ type }) => type !== 'fault-landed')
    const lines = kept.map((event, seq) => JSON.stringify({ ...event, seq }))
    writeFileSync(join(copy, 'journal.ndjson'), `${lines.join('\n')}\n`)
    await sealAnew(copy)
    await firedrill(['judge', copy, '--quiet'], scratch)
    const uptime = verdictOf(copy).clauses.find((c) => c.window === 'lost' && c.indicator === 'uptime')
    expect([uptime?.verdict, uptime?.reason]).toEqual(['inconclusive', 'fault-not-seen'])
  })
})

interface EdgeLine {
  time: number
  status: number
  instance: string | null
  path: string
  aborted?: string
}

function edgeLog(): EdgeLine[] {
  const lines = readFileSync(join(record, 'logs', 'access.ndjson'), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as EdgeLine)
}

function namesOf({ values }: { values: readonly string[] }, name: string): number {
  const code = values.indexOf(name)
  if (code === -1) throw new Error(`no "${name}" among ${values.join(', ')}`)
  return code
}

/** Writes the record's requests anew, with the first `count` that began between the two moments failed. */
async function failRequests(copy: string, fromMs: number, toMs: number, count: number): Promise<void> {
  const path = join(copy, 'requests.arrow')
  const { requests } = readRequests(readFileSync(path))
  rmSync(path)
  let failed = 0
  const rows = Array.from({ length: requests.length }, (_, at) => {
    const row = rowOf(requests, at)
    if (failed >= count || row.startMs < fromMs || row.startMs > toMs || !row.ok) return row
    failed += 1
    return { ...row, ok: false, status: 500 }
  })
  expect(failed).toBe(count)
  const file = openRequests(await nodeHost().files.openAppend(path))
  file.append(rows)
  await file.close()
}

function rowOf(requests: Requests, at: number): RecordedRequest {
  const name = (column: Requests['method']) => column.values[column.codes[at] ?? 0] ?? ''
  const { startMs, durationMs, ok, certain, status, error, method, operation, scenario, group } = requests
  return {
    startMs: startMs[at]!,
    durationMs: durationMs[at]!,
    certain: certain[at] === 1,
    ok: ok[at] === 1,
    status: status[at]!,
    error: error[at]!,
    ...{ method: name(method), operation: name(operation), scenario: name(scenario), group: name(group) },
    ...{ instance: name(requests.instance) || null, release: name(requests.release) || null },
  }
}
