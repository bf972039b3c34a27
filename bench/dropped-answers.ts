/**
 * `node bench/dropped-answers.ts [--short] [--trials n]`: a server that closes every second request's connection
 * without a word. k6's failures in the stored record must equal the server's own count. Connections are not reused:
 * on a reused one Go sends a GET again, which the control case shows (there the two counts must differ).
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { nodeHost } from '../src/host/node.ts'
import { openRequests } from '../src/journal/columns/open.ts'
import { readRequests } from '../src/journal/columns/read.ts'
import { findK6 } from '../src/load/k6/find.ts'
import { k6Load } from '../src/load/k6/load.ts'
import { keyOf, trials } from './ledger.ts'

const { values: flags } = parseArgs({
  options: { short: { type: 'boolean', default: false }, trials: { type: 'string', default: '3' } },
})
const RATE = flags.short ? 100 : 300
const SECONDS = flags.short ? 4 : 20

const host = nodeHost()
const k6 = await findK6(host, { onProgress: (line) => console.error(line) })

/**
 * The scenario ends by itself, so that no request is under way at the end. An odd number of users, so that each of them
 * meets drops and answers in turn.
 */
function script(headers: string): string {
  return `import http from 'k6/http'
export const options = { scenarios: { drops: { executor: 'constant-arrival-rate', rate: ${RATE}, timeUnit: '1s',
  duration: '${SECONDS}s', preAllocatedVUs: 11, maxVUs: 11, gracefulStop: '30s' } } }
export default function () {
  const url = __ENV.EDGE_URL + '/orders'
  if (__ITER % 2 === 0) http.post(url, 'x', { headers: ${headers} })
  else http.get(url, { headers: ${headers} })
}
`
}

async function serveDropping(): Promise<{
  url: string
  counts: { arrived: number; dropped: number }
  close(): void
}> {
  const counts = { arrived: 0, dropped: 0 }
  const server = createServer((request, response) => {
    counts.arrived += 1
    if (counts.arrived % 2 === 1) {
      response.end('ok')
      return
    }
    counts.dropped += 1
    request.socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, counts, close: () => server.close() }
}

async function trial(headers: string): Promise<Record<string, number>> {
  const directory = mkdtempSync(join(tmpdir(), 'firedrill-drops-'))
  const server = await serveDropping()
  try {
    const file = join(directory, 'requests.arrow')
    const path = join(directory, 'drops.ts')
    writeFileSync(path, script(headers))
    const writer = openRequests(await host.files.openAppend(file))
    const load = await k6Load(host, k6).start({
      script: path,
      profile: { kind: 'script' },
      maxDurationMs: 600_000,
      requestTimeoutMs: 5000,
      vus: null,
      edge: server.url,
      env: {},
      args: [],
      deniedRanges: [],
      stateDir: join(directory, 'state'),
      logFile: join(directory, 'k6.log'),
      mark: 'bench/drops',
      onRequests: (rows) =>
        writer.append(rows.map(({ startWallMs, ...row }) => ({ ...row, startMs: startWallMs }))),
      onMetrics: () => undefined,
      onWrites: () => undefined,
    })
    const { malformedRows } = await load.ended
    await writer.close()
    const { requests } = readRequests(readFileSync(file))
    const failed = requests.ok.reduce((sum, ok) => sum + (1 - ok), 0)
    return { ...server.counts, recorded: requests.length, failed, malformedRows }
  } finally {
    server.close()
    rmSync(directory, { recursive: true, force: true })
  }
}

const key = `${keyOf(['src/load', 'src/journal', 'bench/dropped-answers.ts', 'package-lock.json'])}-${RATE}x${SECONDS}`
const closed = await trials('dropped-answers', key, 'connection-close', Number(flags.trials), () =>
  trial("{ Connection: 'close' }"),
)
const control = await trials('dropped-answers', key, 'control-reused', 1, () => trial('{}'))
const right = closed.every((t) => t.failed === t.dropped && t.recorded === t.arrived && t.malformedRows === 0)
const seen = control.every((t) => t.failed !== t.dropped)
for (const t of closed)
  console.log(`dropped ${t.dropped} of ${t.arrived}, recorded as failed ${t.failed} of ${t.recorded}`)
for (const t of control)
  console.log(`control, connections reused: dropped ${t.dropped}, recorded as failed ${t.failed}`)
console.log(right ? 'PASS: every drop is in the record' : 'FAIL: the record and the server differ')
if (!seen) console.log('FAIL: the control saw no difference, so that this benchmark proves nothing')
process.exitCode = right && seen ? 0 : 1
