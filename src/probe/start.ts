import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Child, Host } from '../host/host.ts'
import { lastLinesOf } from '../host/last-lines.ts'
import { WholeLines } from './lines.ts'
import type { ProbeEnd, ProbeOptions, ProbeRow, RunningProber } from './probe.ts'
import type { ProberSpec } from './prober.ts'
import { trustOf } from './trust.ts'
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
  const trust = trustOf(host.env, process.execArgv, process.cwd())
  const child = await host.processes.spawn({
    argv: [process.execPath, ...trust.flags, PROGRAM],
    cwd: dirname(PROGRAM),
    env: { PATH: host.env.PATH, HOME: host.env.HOME, ...trust.env, FIREDRILL_PROBE: JSON.stringify(spec) },
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
  const { missed, malformedLines } = await readRows(child, options.onProbes)
  const { code } = await child.exited
  const lastLines = await lastLinesOf(host.files, options.logFile, LAST_LINES)
  return { asked: asked(), exitCode: code, lastLines, missed, malformedLines }
}

async function readRows(
  { stdout }: Child,
  onProbes: ProbeOptions['onProbes'],
): Promise<Pick<ProbeEnd, 'missed' | 'malformedLines'>> {
  let [missed, malformed] = [0, 0]
  if (!stdout) return { missed, malformedLines: 0 }
  const whole = new WholeLines()
  stdout.setEncoding('utf8')
  for await (const chunk of stdout) {
    const rows: ProbeRow[] = []
    for (const line of whole.push(String(chunk))) {
      const message = decodeLine(line)
      if (message?.kind === 'probe') rows.push(message.row)
      else if (message?.kind === 'missed') missed = message.missed
      else malformed += 1
    }
    if (rows.length > 0) onProbes(rows)
  }
  const cut = whole.rest === '' ? 0 : 1
  return { missed, malformedLines: malformed + whole.tooLong + cut }
}
