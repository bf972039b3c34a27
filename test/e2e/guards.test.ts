/** What ends a drill at once, and what is refused before or while it runs: on the small app, by the real command line. */
import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Ended, firedrill, startCli } from './cli.ts'
import { makeProject, type TestProject } from './project.ts'
import { argumentsOf, pidsWith, remainsOf } from './remains.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { config, drill, SMALL_APP } from './small-app.ts'
import { eventsOf, onlyRecord, recordsIn, untilEvent, verdictOf } from './stored.ts'

let scratch: Scratch
beforeEach(() => {
  scratch = makeScratch()
})
afterEach(() => scratch.remove())

const CALM = drill("phase('calm', [hold('1m')])")
/** Good for the first two seconds of the load, then slow, or failing; to the load alone. */
const turning = (bad: string): string => `import { createServer } from 'node:http'
let asked = 0
createServer((request, response) => {
  if (/k6/i.test(request.headers['user-agent'] ?? '')) asked += 1
  else return response.end('hello')
  if (asked > 40) return ${bad}
  response.end('hello')
}).listen(Number(process.env.PORT), '127.0.0.1')
`
/** Of a network that is nobody's (RFC 5737). */
const SCRIPT_ELSEWHERE = `import http from 'k6/http'
import exec from 'k6/execution'
export default function () {
  http.get(__ENV.BASE_URL)
  if (exec.scenario.iterationInTest > 30) http.get('http://192.0.2.7/pixel', { timeout: '500ms' })
}
`

function project(files: Record<string, string>): TestProject {
  return makeProject(scratch, 'small', { ...SMALL_APP, 'drills/calm.ts': CALM, ...files })
}

const configured = (fields: string, target = ''): Record<string, string> => ({
  'firedrill.config.ts': config({ fields, target }),
})

/** Aborted by a guard: exit 4, nothing left, and its words in everything that is written. */
async function expectAborted({ code, stdout, stderr }: Ended, { reports }: TestProject, words: RegExp) {
  expect(code, stdout + stderr).toBe(4)
  const record = onlyRecord(reports)
  expect(verdictOf(record)).toMatchObject({ run: 'aborted', cleanup: 'clean', exitCode: 4 })
  expect(verdictOf(record).verdict).not.toBe('pass')
  expect(verdictOf(record).reason).toMatch(words)
  expect(verdictOf(record).summary).toMatch(words)
  expect(stdout).toContain('run aborted, clean-up clean, exit code 4')
  expect(eventsOf(record, 'guard').filter(({ decision }) => decision === 'stop')).toHaveLength(1)
  expect(await remainsOf(record, scratch)).toEqual([])
  return record
}

/** Refused before there was a record. */
function expectRefused(
  { code, stdout, stderr }: Ended,
  { reports }: TestProject,
  error: string,
  says: RegExp,
) {
  expect(code, stdout + stderr).toBe(77)
  expect(stderr).toContain(`[${error}]`)
  expect(stderr).toMatch(says)
  expect(() => recordsIn(reports)).toThrow()
}

describe('a guard ends the drill at once, undoes it, and gives aborted', () => {
  it('by a file that appears', async () => {
    const small = project(configured("guards: [{ name: 'by hand', file: 'STOP' }],"))
    const { ended } = startCli(['run', 'calm'], small)
    await untilEvent(small.reports, 'phase-started', ended)
    writeFileSync(join(small.cwd, 'STOP'), 'we migrate now\n')
    const over = await ended
    expect(over.wallMs).toBeLessThan(45_000)
    const record = await expectAborted(
      over,
      small,
      /by hand \(the file STOP appears\): STOP is there: "we migrate now"/,
    )
    expect(eventsOf(record, 'phase-ended')).toMatchObject([{ window: 'calm', completed: false }])
    // The record says the same when it is judged again.
    const judged = await firedrill(['judge', record, '--quiet'], small)
    expect(judged.code).toBe(4)
  })

  it('before anything is started, where the file is there already', async () => {
    const small = project({ ...configured("guards: [{ file: 'STOP' }],"), STOP: '' })
    const record = await expectAborted(await firedrill(['run', 'calm'], small), small, /STOP is there/)
    expect(eventsOf(record, 'intent')).toEqual([])
  })

  it('by uptime below a limit for a time, of the drill’s own guards', async () => {
    const guards = "guards: [{ uptime: { below: '95%' }, over: '3s', for: '500ms', least: 10 }],"
    const small = project({
      'server.js': turning('response.writeHead(500).end()'),
      'drills/calm.ts': CALM.replace('expect:', `${guards} expect:`),
    })
    const record = await expectAborted(
      await firedrill(['run', 'calm'], small),
      small,
      /uptime below 95 % over 3 s, for 500 ms: \d+ of \d+ requests of the last 3 s failed/,
    )
    expect(eventsOf(record, 'guard')[0]?.samples).toMatchObject({ failed: expect.any(Number) })
  })

  it('by latency above a limit', async () => {
    const guards = "guards: [{ p95: { above: '300ms' }, over: '3s', least: 10 }],"
    const small = project({
      ...configured(guards),
      'server.js': turning("setTimeout(() => response.end('late'), 400)"),
    })
    const ended = await firedrill(['run', 'calm'], small)
    await expectAborted(ended, small, /p95 above 300 ms over 3 s: /)
  })

  it('by a URL that says stop', async () => {
    let status = 200
    const page = createServer((_, answer) => answer.writeHead(status).end())
    const url = await listening(page)
    try {
      const small = project(configured(`guards: [{ url: '${url}', every: '200ms' }],`))
      const { ended } = startCli(['run', 'calm'], small)
      await untilEvent(small.reports, 'warm-up-ended', ended)
      status = 410
      const over = await ended
      // Its port stands in the journal, and is nothing that the run has left.
      page.close()
      await expectAborted(over, small, /says stop: http:\/\/127\.0\.0\.1:\d+ answers 410/)
    } finally {
      page.close()
    }
  })
})

it('a guard that has no reason to, and one that cannot be seen, end nothing', async () => {
  const guards = `guards: [
    { uptime: { below: '50%' } }, { readyInstances: { below: 1 } }, { maxDuration: '5m' }, { file: 'STOP' },
    { url: 'http://127.0.0.1:9/', every: '200ms' },
  ],`
  const small = project({ ...configured(guards), 'drills/calm.ts': drill("phase('calm', [hold('4s')])") })
  const { code, stdout, stderr } = await firedrill(['run', 'calm'], small)
  expect(code, stdout + stderr).toBe(0)
  const record = onlyRecord(small.reports)
  expect(eventsOf(record, 'guard').map(({ decision }) => decision)).toEqual(['not-seen'])
  expect(stderr).toContain('cannot be evaluated')
  expect(verdictOf(record).guards?.map(({ outcome }) => outcome)).toEqual([
    'held',
    'held',
    'held',
    'held',
    'not-seen',
  ])
})

describe('is refused before anything is started', () => {
  it('in production that was not named', async () => {
    const small = project(configured('environments: { production: {}, live: { production: true } },'))
    const says = /Nothing was touched: the environment production was not named/
    expectRefused(
      await firedrill(['run', 'calm', '--env', 'production'], small),
      small,
      'not-confirmed',
      says,
    )
    const marked = await firedrill(['run', 'calm', '--env', 'live', '--confirm', 'production'], small)
    expectRefused(marked, small, 'not-confirmed', /the environment live was not named/)
    writeFileSync(join(small.cwd, 'drills', 'calm.ts'), drill())
    const named = await firedrill(['run', 'calm', '--env', 'live', '--confirm', 'live'], small)
    expect(named.code, named.stderr).not.toBe(77)
  })

  it('where a host would be asked that is neither this machine nor listed', async () => {
    const edge = "edge: { url: 'http://192.0.2.7:8080' },"
    const small = project(configured("probes: { jobs: { http: 'http://192.0.2.8/jobs' } },", edge))
    const ended = await firedrill(['run', 'calm'], small)
    expectRefused(ended, small, 'host-not-allowed', /The edge would be asked at http:\/\/192\.0\.2\.7:8080/)
    expect(ended.stderr).toContain('The probe "jobs" would be asked at http://192.0.2.8')
  })

  it('where the only instance would be hit and nobody has agreed', async () => {
    const steps = "phase('hung', [during(pause(instance()), [hold('1s')])]), phase('well', [hold('4s')])"
    const text = drill(steps).replace('import { drill', 'import { drill, during, instance, pause')
    const small = project({ 'drills/calm.ts': text })
    const plain = await firedrill(['run', 'calm'], small)
    expectRefused(plain, small, 'blast-radius', /up to 1 of 1 instance would be hit at once/)
    // The command line alone is not enough, and neither is the drill.
    const alone = await firedrill(['run', 'calm', '--blast-radius', 'all'], small)
    expectRefused(alone, small, 'blast-radius', /let the drill say blastRadius: 'all'/)
    writeFileSync(
      join(small.cwd, 'drills', 'calm.ts'),
      text.replace('expect:', "blastRadius: 'all', expect:"),
    )
    expectRefused(await firedrill(['run', 'calm'], small), small, 'blast-radius', /The drill says so/)
    const agreed = await firedrill(['run', 'calm', '--blast-radius', 'all'], small)
    expect(agreed.code, agreed.stderr).not.toBe(77)
    expect(eventsOf(onlyRecord(small.reports), 'fault-landed')).toMatchObject([{ seen: true }])
  })

  it('where an earlier run was not cleaned up, until it is', async () => {
    const small = project({ 'drills/calm.ts': drill("phase('calm', [hold('1m')])") })
    const { child, ended } = startCli(['run', 'calm'], small)
    await untilEvent(small.reports, 'phase-started', ended)
    const record = onlyRecord(small.reports)
    for (const pid of watchdogsOf(record)) process.kill(pid, 'SIGKILL')
    child.kill('SIGKILL')
    await ended
    writeFileSync(join(small.cwd, 'drills', 'calm.ts'), drill())
    const refused = await firedrill(['run', 'calm'], small)
    expect(refused.code, refused.stderr).toBe(77)
    expect(refused.stderr).toContain('[not-cleaned-up]')
    expect(refused.stderr).toContain(`firedrill recover ${record}`)
    expect((await firedrill(['recover', record], small)).code).toBe(0)
    const again = await firedrill(['run', 'calm'], small)
    expect(again.code, again.stderr).not.toBe(77)
  })
})

it('ends a load script that goes elsewhere, which k6 never connects to', async () => {
  const small = project({ 'load.js': SCRIPT_ELSEWHERE })
  const { code, stderr } = await firedrill(['run', 'calm'], small)
  expect(code, stderr).toBe(77)
  expect(stderr).toContain('[host-not-allowed]')
  const record = onlyRecord(small.reports)
  expect(verdictOf(record)).toMatchObject({ run: 'aborted', cleanup: 'clean', exitCode: 77 })
  expect(await remainsOf(record, scratch)).toEqual([])
})

function watchdogsOf(record: string): number[] {
  const pids = pidsWith([record]).filter((pid) => argumentsOf(pid).includes('watchdog/main'))
  expect(pids).toHaveLength(1)
  return pids
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    })
  })
}
