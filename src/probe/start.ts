import { dirname } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Child, Host } from '../host/host.ts'
import type { ProbeEnd, ProbeOptions, ProbeRow, RunningProber } from './probe.ts'
import type { ProberSpec } from './prober.ts'
import { decodeLine } from './wire.ts'

/** The program beside this file: `main.ts` as it is, or the compiled `main.js` of the published package. */
const PROGRAM = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './main.js', import.meta.url),
)
const LAST_LINES = 20
/** Beyond the time limit of the probes under way. */
const STOP_SPARE_MS = 2000

/** Starts the prober's process. Rejects with `start-failed` when it cannot be started. */
export async function startProber(host: Host, options: ProbeOptions): Promise<RunningProber> {
  const spec: ProberSpec = {
    url: options.url,
    intervalMs: options.intervalMs,
    timeoutMs: options.timeoutMs,
    instanceHeader: (options.instanceHeader ?? 'x-instance').toLowerCase(),
    releaseHeader: (options.releaseHeader ?? 'x-release').toLowerCase(),
  }
  const child = await host.processes.spawn({
    argv: [process.execPath, PROGRAM, JSON.stringify(spec)],
    cwd: dirname(PROGRAM),
    env: { PATH: host.env.PATH, HOME: host.env.HOME },
    mark: options.mark,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: { file: options.logFile },
  })
  let asked = false
  const ended = readToEnd(host, child, options, () => asked)
  return {
    ended,
    async stop() {
      asked = true
      await host.processes.signal(child.identity, 'SIGTERM')
      const given = new AbortController()
      const late = host.clock.sleep(options.timeoutMs + STOP_SPARE_MS, given.signal).then(
        () => host.processes.signal(child.identity, 'SIGKILL'),
        () => false,
      )
      const end = await ended
      given.abort()
      await late
      return end
    },
  }
}

async function readToEnd(
  host: Host,
  child: Child,
  options: ProbeOptions,
  asked: () => boolean,
): Promise<ProbeEnd> {
  let missed = 0
  if (child.stdout) {
    for await (const lines of wholeLines(child.stdout)) {
      const rows: ProbeRow[] = []
      for (const line of lines) {
        const message = decodeLine(line)
        if (message?.kind === 'probe') rows.push(message.row)
        if (message?.kind === 'missed') missed = message.missed
      }
      if (rows.length > 0) options.onProbes(rows)
    }
  }
  const { code } = await child.exited
  const log = (await host.files.readIfThere(options.logFile)) ?? ''
  return { asked: asked(), exitCode: code, lastLines: log.trimEnd().split('\n').slice(-LAST_LINES), missed }
}

/** The lines of each chunk that are whole with it. */
async function* wholeLines(stream: Readable): AsyncGenerator<string[]> {
  let rest = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    yield lines
  }
}
