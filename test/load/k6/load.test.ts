import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { host, PLAIN, serve, Workshop } from './real.ts'

const TIMEOUT_MS = 60_000

// These three count on what is under way at one moment: nothing else of this file runs beside them.
test(
  'a constant rate is kept, and its first arrival is known',
  async () => {
    using shop = new Workshop()
    const script = shop.write('plain.ts', PLAIN)
    await using web = await disposable(serve((_, response) => response.end('ok')))
    const { requests, load, end } = await shop.drive(script, 2500, {
      edge: web.url,
      profile: { kind: 'constant-arrival-rate', ratePerSecond: 40 },
    })
    expect(end.malformedRows).toBe(0)
    expect(load.maxVus).toBe(80)
    expect(new Set(requests.map((row) => row.operation))).toEqual(new Set(['GET /products/:id']))
    const dueMs = await load.firstDueMs
    const startsMs = requests
      .map((row) => row.startWallMs - host.clock.wallMs() + host.clock.monoMs())
      .toSorted((a, b) => a - b)
    const latenessMs = startsMs.map((start, k) => start - dueMs - k * 25)
    // A busy machine may be late by itself; one period off would be the wrong arrival.
    expect(Math.min(...latenessMs)).toBeGreaterThan(-20)
    expect(latenessMs.toSorted((a, b) => a - b)[Math.floor(latenessMs.length / 2)]).toBeLessThan(25)
  },
  TIMEOUT_MS,
)

test(
  'a ramping rate ramps and then holds',
  async () => {
    using shop = new Workshop()
    const script = shop.write('plain.ts', PLAIN)
    await using web = await disposable(serve((_, response) => response.end('ok')))
    const profile = {
      kind: 'ramping-arrival-rate',
      startPerSecond: 0.5,
      stages: [{ toPerSecond: 40, durationMs: 2000 }],
    } as const
    const trial = await shop.drive(script, 3500, {
      edge: web.url,
      profile: { ...profile, stages: [...profile.stages] },
    })
    const firstMs = Math.min(...trial.requests.map((row) => row.startWallMs))
    const within = (fromMs: number, toMs: number) =>
      trial.requests.filter((row) => row.startWallMs - firstMs >= fromMs && row.startWallMs - firstMs < toMs)
        .length
    expect(within(0, 800)).toBeLessThan(within(2200, 3000))
    expect(within(2200, 3000)).toBeGreaterThan(24)
  },
  TIMEOUT_MS,
)

test(
  'stopping hands over every request that was answered',
  async () => {
    using shop = new Workshop()
    const script = shop.write('plain.ts', PLAIN)
    let answered = 0
    await using web = await disposable(
      serve((_, response) => {
        answered += 1
        response.end('ok')
      }),
    )
    const { requests, end } = await shop.drive(script, 1500, { edge: web.url })
    expect(end.asked).toBe(true)
    // One may have been under way at the very end.
    expect(requests.length).toBeLessThanOrEqual(answered)
    expect(requests.length).toBeGreaterThanOrEqual(answered - 2)
  },
  TIMEOUT_MS,
)

const RICH = `import http from 'k6/http'
import { check, group } from 'k6'
import { Counter, Rate, Trend } from 'k6/metrics'
import { path } from './lib.ts'
const { size }: { size: number } = JSON.parse(open('./data.json'))
const spent = new Trend('spent', true)
const orders = new Counter('orders')
const lucky = new Rate('lucky')
export const options = {
  userAgent: 'rich/1',
  tags: { team: 'a, "b"' },
  vus: 3,
  duration: '1h',
  thresholds: { http_req_failed: [{ threshold: 'rate<0', abortOnFail: true }] },
}
export function setup() {
  http.get(__ENV.EDGE_URL + '/set-up')
  return { token: 'from set-up' }
}
export default function (data: { token: string }) {
  group('checkout, "fast"', () => {
    const answer = http.post(__ENV.EDGE_URL + path, data.token, { tags: { op: 'place order' } })
    check(answer, { 'is taken, "yes"': (r) => r.status === 201, 'is cheap': () => false })
  })
  http.get(__ENV.EDGE_URL + '/named', { tags: { name: 'named one' } })
  spent.add(1.5)
  orders.add(size)
  lucky.add(true)
}
export function teardown() { http.get(__ENV.EDGE_URL + '/tear-down') }
`

test.concurrent(
  'an untouched script keeps its options, set-up, checks, groups, tags, names and metrics',
  async () => {
    using shop = new Workshop()
    shop.write('lib.ts', "export const path: string = '/orders'\n")
    shop.write('data.json', '{ "size": 4 }')
    const script = shop.write('rich.ts', RICH)
    const asked = new Map<string, { agent: string; body: string }>()
    await using web = await disposable(
      serve((request, response) => {
        let body = ''
        request.on('data', (chunk) => {
          body += chunk
        })
        request.on('end', () => {
          asked.set(`${request.method} ${request.url}`, { agent: request.headers['user-agent'] ?? '', body })
          response.writeHead(request.method === 'POST' ? 201 : 200).end('ok')
        })
      }),
    )
    const { requests, metrics, end } = await shop.drive(script, 1000, { edge: web.url })
    expect(end).toMatchObject({ exitCode: 105, signal: null, asked: true, malformedRows: 0 })
    expect(asked.get('POST /orders')).toEqual({ agent: 'rich/1', body: 'from set-up' })
    expect([...asked.keys()]).toContain('GET /tear-down')
    expect(new Set(requests.map((row) => row.operation))).toEqual(new Set(['place order', 'named one']))
    const order = requests.find((row) => row.method === 'POST')
    expect(order).toMatchObject({ group: '::checkout, "fast"', scenario: 'load', status: 201, ok: true })
    const values = (metric: string, label = '') =>
      new Set(metrics.filter((row) => row.metric === metric && row.label === label).map((row) => row.value))
    expect(values('checks', 'is taken, "yes"')).toEqual(new Set([1]))
    expect(values('checks', 'is cheap')).toEqual(new Set([0]))
    expect([values('spent'), values('orders'), values('lucky')]).toEqual([
      new Set([1.5]),
      new Set([4]),
      new Set([1]),
    ])
  },
  TIMEOUT_MS,
)

test.concurrent(
  "the script's own scenarios are honoured where the drill gives no profile",
  async () => {
    using shop = new Workshop()
    const script = shop.write(
      'own.ts',
      `import http from 'k6/http'
export const options = { scenarios: {
  readers: { executor: 'constant-vus', vus: 1, duration: '1s', exec: 'read' },
  writers: { executor: 'per-vu-iterations', vus: 2, iterations: 3, exec: 'write' },
} }
export function read() { http.get(__ENV.EDGE_URL + '/r') }
export function write() { http.post(__ENV.EDGE_URL + '/w') }
`,
    )
    await using web = await disposable(serve((_, response) => response.end('ok')))
    const trial = await shop.start(script, { edge: web.url, profile: { kind: 'script' } })
    const end = await trial.load.ended
    expect(end).toMatchObject({ exitCode: 0, asked: false, malformedRows: 0 })
    expect(trial.requests.filter((row) => row.scenario === 'writers').map((row) => row.operation)).toEqual(
      Array(6).fill('POST /w'),
    )
    expect(trial.requests.some((row) => row.scenario === 'readers' && row.operation === 'GET /r')).toBe(true)
  },
  TIMEOUT_MS,
)

describe.concurrent('failures', () => {
  test(
    'refused connections are failed requests with a known start',
    async () => {
      using shop = new Workshop()
      const script = shop.write('plain.ts', PLAIN)
      const { requests } = await shop.drive(script, 1000, { edge: 'http://127.0.0.1:1' })
      expect(requests.length).toBeGreaterThan(20)
      expect(requests.every((row) => !row.ok && row.status === 0 && row.error === 1212)).toBe(true)
      // An iteration that the stop broke off after its request has no end, by which its start would be known.
      const endsMs = requests.map((row) => row.startWallMs + row.durationMs)
      const stoppedMs = Math.max(...endsMs) - 50
      expect(requests.filter((row, k) => !row.certain && endsMs[k]! < stoppedMs)).toEqual([])
      expect(Math.max(...requests.map((row) => row.durationMs))).toBeLessThan(1000)
    },
    TIMEOUT_MS,
  )

  test(
    'a server that hangs costs each request its time limit, and then arrivals are dropped',
    async () => {
      using shop = new Workshop()
      const script = shop.write('plain.ts', PLAIN)
      await using web = await disposable(serve(() => undefined))
      const { requests, metrics } = await shop.drive(script, 2000, {
        edge: web.url,
        requestTimeoutMs: 600,
        vus: 10,
      })
      expect(requests.length).toBeGreaterThan(9)
      expect(requests.every((row) => !row.ok && row.error === 1050 && row.certain)).toBe(true)
      expect(Math.min(...requests.map((row) => row.durationMs))).toBeGreaterThan(590)
      const dropped = metrics.filter((row) => row.metric === 'dropped_iterations')
      expect(dropped.length).toBeGreaterThan(20)
      expect(new Set(dropped.map((row) => row.value))).toEqual(new Set([1]))
    },
    TIMEOUT_MS,
  )

  test(
    'k6 ending by itself is not asked for',
    async () => {
      using shop = new Workshop()
      const script = shop.write(
        'aborts.ts',
        `import exec from 'k6/execution'
import http from 'k6/http'
export default function () {
  http.get(__ENV.EDGE_URL)
  if (exec.scenario.iterationInTest > 30) exec.test.abort('enough')
}
`,
      )
      await using web = await disposable(serve((_, response) => response.end('ok')))
      const trial = await shop.start(script, { edge: web.url })
      const end = await trial.load.ended
      expect(end).toMatchObject({ exitCode: 108, asked: false })
      expect(end.lastLines.join('\n')).toContain('enough')
      expect(trial.requests.length).toBeGreaterThan(29)
    },
    TIMEOUT_MS,
  )

  test(
    'a set-up that throws is an error and leaves nothing running',
    async () => {
      using shop = new Workshop()
      const script = shop.write(
        'no-set-up.ts',
        `export function setup() { throw new Error('no database') }\n${PLAIN}`,
      )
      await expect(
        shop.start(script, { edge: 'http://127.0.0.1:1', mark: 'test/set-up' }),
      ).rejects.toMatchObject({
        code: 'load-failed',
        message: expect.stringContaining('no database'),
      })
      expect(await host.processes.marked('test/set-up')).toEqual([])
    },
    TIMEOUT_MS,
  )

  test(
    'a set-up has as long as its own limit says',
    async () => {
      using shop = new Workshop()
      const options = "export const options = { setupTimeout: '5m' }\n"
      const script = shop.write('long-set-up.ts', `${options}export function setup() { throw 1 }\n${PLAIN}`)
      const waits: number[] = []
      const sleep = (ms: number, signal?: AbortSignal) => {
        waits.push(ms)
        return host.clock.sleep(ms, signal)
      }
      const on = { ...host, clock: { ...host.clock, sleep } }
      await expect(shop.start(script, { edge: 'http://127.0.0.1:1', on })).rejects.toMatchObject({
        code: 'load-failed',
      })
      expect(waits[0]).toBe(5 * 60_000 + 60_000)
    },
    TIMEOUT_MS,
  )

  test(
    'an abort while the script sets up ends the load at once, and leaves nothing running',
    async () => {
      using shop = new Workshop()
      const setUp = 'export function setup() { http.get(__ENV.EDGE_URL); sleep(40) }'
      const script = shop.write('slow-set-up.ts', `import { sleep } from 'k6'\n${PLAIN}${setUp}\n`)
      const stopping = new AbortController()
      const stopped = new Error('a guard stopped it')
      await using web = await disposable(
        serve((_, response) => {
          response.end('ok')
          stopping.abort(stopped)
        }),
      )
      const { signal } = stopping
      const mark = 'test/slow-set-up'
      const starting = shop.start(script, { edge: web.url, mark, signal })
      await expect(starting).rejects.toBe(stopped)
      expect(await host.processes.marked(mark)).toEqual([])
    },
    TIMEOUT_MS,
  )

  test(
    'samples that cannot be taken over end the load',
    async () => {
      using shop = new Workshop()
      const script = shop.write('plain.ts', PLAIN)
      await using web = await disposable(serve((_, response) => response.end('ok')))
      const onRequests = () => {
        throw new Error('disk full')
      }
      const trial = await shop
        .start(script, { edge: web.url, onRequests })
        .then((started) => started.load.ended)
      expect(trial.lastLines.at(-1)).toContain('disk full')
      expect(trial).toMatchObject({ asked: false, signal: 'SIGKILL' })
    },
    TIMEOUT_MS,
  )
})

test.concurrent(
  'further arguments, outputs and the environment are passed on',
  async () => {
    using shop = new Workshop()
    const script = shop.write(
      'env.ts',
      `import http from 'k6/http'
export default function () { http.get(__ENV.EDGE_URL + '/' + [__ENV.FROM_CONFIG, __ENV.FROM_ARGS, __ENV.HOME].join('|')) }
`,
    )
    const urls = new Set<string>()
    await using web = await disposable(
      serve((request, response) => {
        urls.add(decodeURI(request.url ?? ''))
        response.end('ok')
      }),
    )
    const file = `${shop.directory}/further.csv`
    const args = ['-e', 'FROM_ARGS=b', '--out', `csv=${file}`]
    const { requests } = await shop.drive(script, 800, { edge: web.url, env: { FROM_CONFIG: 'a' }, args })
    expect([...urls]).toEqual([`/a|b|${host.env.HOME}`])
    expect(requests.length).toBeGreaterThan(5)
    expect(existsSync(file) && readFileSync(file, 'utf8').includes('http_reqs')).toBe(true)
  },
  TIMEOUT_MS,
)

async function disposable<T extends { close(): Promise<void> }>(
  made: Promise<T>,
): Promise<T & AsyncDisposable> {
  const value = await made
  return Object.assign(value, { [Symbol.asyncDispose]: () => value.close() })
}
