import type { Host, ProcessIdentity } from '../../src/host/host.ts'
import type { LoadEnd, LoadGenerator, LoadOptions, RequestRow } from '../../src/load/load.ts'

export interface MadeLoadOptions {
  /** It ends by itself after so long. */
  endsAfterMs?: number
  /** With this exit code; 107 unless given: the script threw. */
  exitCode?: number
  /** What it says of each request beside its start. */
  row?(startWallMs: number): Partial<RequestRow>
}

export interface MadeLoad extends LoadGenerator {
  /** What it was started with. */
  readonly started: LoadOptions[]
}

const EVERY_MS = 100
const PER_TURN = 5

/** A load of 50 good requests a second, that is a process of its own as k6 is. */
export function madeLoad(host: Host, options: MadeLoadOptions = {}): MadeLoad {
  const started: LoadOptions[] = []
  return {
    version: 'made 1.0',
    started,
    async start(how) {
      started.push(how)
      const { identity } = await host.processes.spawn({
        argv: ['made-load'],
        cwd: '/',
        env: {},
        mark: how.mark,
        stdout: 'ignore',
        stderr: 'ignore',
      })
      const firstDueMs = host.clock.monoMs()
      const stopping = new AbortController()
      const ended = send(host, how, options, stopping.signal, identity)
      return {
        firstDueMs: Promise.resolve(firstDueMs),
        maxVus: 20,
        ended,
        async stop() {
          stopping.abort()
          return ended
        },
      }
    },
  }
}

async function send(
  host: Host,
  how: LoadOptions,
  options: MadeLoadOptions,
  stopped: AbortSignal,
  identity: ProcessIdentity,
): Promise<LoadEnd> {
  const untilMs = host.clock.monoMs() + (options.endsAfterMs ?? Number.POSITIVE_INFINITY)
  while (!stopped.aborted && host.clock.monoMs() < untilMs) {
    await host.clock.sleep(EVERY_MS, stopped).catch(() => undefined)
    const nowMs = host.clock.wallMs()
    const starts = Array.from({ length: PER_TURN }, (_, k) => nowMs - EVERY_MS + (k * EVERY_MS) / PER_TURN)
    how.onRequests(starts.map((startWallMs) => ({ ...good(startWallMs), ...options.row?.(startWallMs) })))
    how.onMetrics([
      {
        wallMs: nowMs,
        metric: 'iterations',
        value: PER_TURN,
        label: '',
        scenario: 'shop',
        group: '',
        request: 0,
      },
    ])
  }
  await host.processes.signal(identity, 'SIGINT')
  const asked = stopped.aborted
  return {
    asked,
    exitCode: asked ? 105 : (options.exitCode ?? 107),
    signal: null,
    malformedRows: 0,
    lastLines: asked || options.exitCode === 0 ? [] : ['the script threw'],
  }
}

function good(startWallMs: number): RequestRow {
  return {
    startWallMs,
    durationMs: 5,
    certain: true,
    ok: true,
    status: 200,
    error: 0,
    method: 'GET',
    operation: 'read',
    scenario: 'shop',
    group: '',
    instance: null,
    release: null,
  }
}
