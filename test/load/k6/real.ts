/** The real k6 on small servers of the test's own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Host } from '../../../src/host/host.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { findK6 } from '../../../src/load/k6/find.ts'
import type { K6 } from '../../../src/load/k6/k6.ts'
import { k6Load } from '../../../src/load/k6/load.ts'
import type {
  LoadEnd,
  LoadOptions,
  MetricRow,
  RequestRow,
  RunningLoad,
  WriteRow,
} from '../../../src/load/load.ts'

export const host = nodeHost()

export async function serve(
  listener: RequestListener,
): Promise<{ url: string; server: Server; close(): Promise<void> }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export function realK6(): Promise<K6> {
  return findK6(host, { onProgress: () => undefined })
}

export interface Seen {
  requests: RequestRow[]
  metrics: MetricRow[]
  writes: WriteRow[]
}

export interface Trial extends Seen {
  load: RunningLoad
  logFile: string
}

export type Started = Partial<LoadOptions> & Pick<LoadOptions, 'edge'> & { k6?: K6; on?: Host }

/** Tests that run beside one another must not end each other's k6. */
let started = 0

export class Workshop implements Disposable {
  readonly directory = mkdtempSync(join(tmpdir(), 'firedrill-k6-'))

  write(name: string, text: string): string {
    const path = join(this.directory, name)
    writeFileSync(path, text)
    return path
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true })
  }

  async start(script: string, { k6, on = host, ...options }: Started): Promise<Trial> {
    const seen: Seen = { requests: [], metrics: [], writes: [] }
    const logFile = join(this.directory, 'k6.log')
    const load = await k6Load(on, k6 ?? (await realK6())).start({
      script,
      profile: { kind: 'constant-arrival-rate', ratePerSecond: 50 },
      maxDurationMs: 60_000,
      requestTimeoutMs: 2000,
      vus: null,
      env: {},
      args: [],
      deniedRanges: [],
      stateDir: join(this.directory, 'state'),
      logFile,
      mark: `test-${++started}/1`,
      onRequests: (batch) => seen.requests.push(...batch),
      onMetrics: (batch) => seen.metrics.push(...batch),
      onWrites: (batch) => seen.writes.push(...batch),
      ...options,
    })
    return Object.assign(seen, { load, logFile })
  }

  /** Drives the load for that long and stops it. */
  async drive(script: string, forMs: number, options: Started): Promise<Trial & { end: LoadEnd }> {
    const trial = await this.start(script, options)
    await host.clock.sleep(forMs)
    return Object.assign(trial, { end: await trial.load.stop() })
  }
}

export const PLAIN = `import http from 'k6/http'
export default function () {
  http.get(__ENV.EDGE_URL + '/products/12?page=1', { timeout: Number(__ENV.REQUEST_TIMEOUT_MS) })
}
`
