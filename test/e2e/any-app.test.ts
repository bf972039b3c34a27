/** Any web app in any language is put under a drill in ten lines, with a k6 script that stays as it is. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { readMetrics, readRequests } from '../../src/journal/columns/read.ts'
import { firedrill } from './cli.ts'
import { makeProject, type TestProject } from './project.ts'
import { remainsOf } from './remains.ts'
import { makeScratch } from './scratch.ts'
import { SERVER } from './small-app.ts'
import { clausesOf, eventsOf, onlyRecord, verdictOf } from './stored.ts'

const python = spawnSync('python3', ['--version']).status === 0
const scratch = makeScratch()
afterAll(() => scratch.remove())

const NODE_CONFIG = `import { defineConfig, processes } from 'firedrill'
export default defineConfig({
  loads: { users: 'load.js' }, warmUp: '500ms',
  target: processes({
    run: 'node server.js', ready: '/',
    edge: { run: 'node balancer.js', env: { INSTANCES: '{instances}' } },
  }),
})
`

const PYTHON_CONFIG = `import { defineConfig, processes } from 'firedrill'
export default defineConfig({
  loads: { users: 'load.js' }, warmUp: '500ms',
  target: processes({ instances: 1, run: './start.sh', port: { env: 'APP_PORT' }, ready: '/index.txt' }),
})
`

/** Takes turns, and asks the next one where one does not answer. */
const BALANCER = `import { createServer, request } from 'node:http'
const all = process.env.INSTANCES.split(',').map((each) => each.split('=')[1])
let turn = 0
const ask = (url, path, answer, left) => request(url + path, (from) => {
  answer.writeHead(from.statusCode)
  from.pipe(answer)
}).on('error', () => left > 0 ? ask(all[turn++ % all.length], path, answer, left - 1) : answer.writeHead(502).end()).end()
createServer(({ url }, answer) => ask(all[turn++ % all.length], url, answer, 3)).listen(process.env.PORT, '127.0.0.1')
`

/** The shell goes on and forks the server, which forks another child: none of them is the one that was started. */
const WRAPPER = `#!/bin/sh
echo "wrapper $$"
sleep 300 &
sh -c 'python3 server.py & wait' &
wait
`

/** As many connections wait for it as for other servers: five, Python's own number, are there before anybody looks. */
const PYTHON_SERVER = `import functools, http.server, os
class Server(http.server.ThreadingHTTPServer): request_queue_size = 128
files = functools.partial(http.server.SimpleHTTPRequestHandler, directory='public')
Server(('127.0.0.1', int(os.environ['APP_PORT'])), files).serve_forever()
`

/** As a team has it already, with options of its own that a drill's profile takes the place of. */
const SCRIPT = `import http from 'k6/http'
import { check, group } from 'k6'
import { Counter, Trend } from 'k6/metrics'

export const options = { vus: 3, duration: '1h', thresholds: { http_req_failed: ['rate<0.01'] } }
const visits = new Counter('visits')
const bytes = new Trend('page_bytes')

export default function () {
  group('front', () => {
    const url = __ENV.BASE_URL + '/index.txt?user=' + __ITER
    const page = http.get(url, { tags: { name: 'front page' } })
    check(page, { 'page is whole': (r) => r.body.includes('hello'), 'page is quick': (r) => r.timings.duration < 2000 })
    visits.add(1)
    bytes.add(page.body.length)
  })
}
`

const BEGIN = `import { drill, errors, hold, kill, instance, load, metric, pause, phase, ratio, start, uptime, until, victim, ready, during, interruption } from 'firedrill'
`
const EXPECT = `[
    uptime({ operation: 'front page' }).atLeast('90%'), ratio({ check: 'page is whole' }).atLeast('90%'),
    metric('visits', 'count').atLeast(20), metric('page_bytes', 'max').below(10), ratio({ check: 'page is quick', group: '::front' }).atLeast('90%'),
  ]`

const LOSE = `${BEGIN}export default drill('lose', { purpose: 'One of two goes.' }, () => ({
  load: load('users', { rate: '40/s' }),
  steps: [
    phase('lost', [kill(instance()), hold('1s')]),
    phase('back', [start(victim()), until(ready({ all: true }), { within: '20s' }), hold('1s')]),
  ],
  expect: ${EXPECT},
}))
`

const HANG = `${BEGIN}export default drill('hang', { purpose: 'The only one hangs.' }, () => ({
  load: load('users', { rate: '40/s' }),
  steps: [
    phase('hung', [during(pause(instance()), [hold('1s')])], { inherit: false, expect: [interruption().atLeast('500ms')] }),
    phase('well', [until(ready({ all: true }), { within: '20s' }), hold('3500ms')]),
  ],
  expect: ${EXPECT},
  blastRadius: 'all',
}))
`

it('a plain Node server loses one of two instances', async () => {
  const files = { 'server.js': SERVER, 'balancer.js': BALANCER, 'drills/lose.ts': LOSE, 'load.js': SCRIPT }
  const project = makeProject(scratch, 'node', { ...files, 'firedrill.config.ts': NODE_CONFIG })
  expect(NODE_CONFIG.trimEnd().split('\n').length).toBeLessThanOrEqual(10)
  const record = await passes('lose', project)
  expect(eventsOf(record, 'fault-landed')[0]?.seen).toBe(true)
  expect(await remainsOf(record, scratch)).toEqual([])
  expectScriptKept(record)
})

it.skipIf(!python)(
  'a Python server behind a shell that forks hangs and goes on (needs python3)',
  async () => {
    const files = {
      'start.sh': WRAPPER,
      'server.py': PYTHON_SERVER,
      'public/index.txt': 'hello',
      'drills/hang.ts': HANG,
      'load.js': SCRIPT,
    }
    const project = makeProject(scratch, 'python', { ...files, 'firedrill.config.ts': PYTHON_CONFIG })
    expect(PYTHON_CONFIG.trimEnd().split('\n').length).toBeLessThanOrEqual(10)
    const record = await passes('hang', project, ['--blast-radius', 'all'])
    // What was started is the shell; the one that was stopped serves, and is another.
    const wrapper = /wrapper (\d+)/.exec(readFileSync(join(record, 'logs', 'web-1.log'), 'utf8'))?.[1]
    const stopped = eventsOf(record, 'fault-injected')[0]!.command.argv.slice(2)
    expect(stopped.length).toBeGreaterThanOrEqual(4)
    expect(stopped).toContain(wrapper)
    expect(await remainsOf(record, scratch)).toEqual([])
    expectScriptKept(record)
  },
)

async function passes(drill: string, project: TestProject, more: readonly string[] = []): Promise<string> {
  const { code, stdout, stderr } = await firedrill(['run', drill, ...more], project)
  const record = onlyRecord(project.reports)
  const { verdict, cleanup } = verdictOf(record)
  const notPassed = clausesOf(verdictOf(record)).filter((clause) => !clause.endsWith(' pass'))
  expect(notPassed, stdout + stderr).toEqual([])
  expect({ code, verdict, cleanup }).toEqual({ code: 0, verdict: 'pass', cleanup: 'clean' })
  return record
}

/** Its checks, groups, names and metrics are in the record; its own load is not what was driven. */
function expectScriptKept(record: string): void {
  const { requests } = readRequests(readFileSync(join(record, 'requests.arrow')))
  const { metrics } = readMetrics(readFileSync(join(record, 'metrics.arrow')))
  expect(requests.operation.values.filter((name) => name !== '')).toEqual(['front page'])
  expect(requests.group.values).toContain('::front')
  expect(metrics.metric.values).toEqual(expect.arrayContaining(['checks', 'visits', 'page_bytes']))
  expect(metrics.label.values).toEqual(expect.arrayContaining(['page is whole', 'page is quick']))
  const seconds = (requests.startMs.at(-1)! - requests.startMs[0]!) / 1000
  expect(requests.length / seconds).toBeGreaterThan(20)
  expect(requests.length / seconds).toBeLessThan(60)
}
