/** The load generator that is k6, run as a program. */
import { join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import type { Host } from '../../host/host.ts'
import { formatMs } from '../../units.ts'
import type { LoadGenerator, LoadOptions, RunningLoad, Threshold } from '../load.ts'
import { deniedRanges, envIn, refuseArguments, runArguments, runEnvironment } from './arguments.ts'
import { entrySource } from './entry.ts'
import { inspectScript } from './inspect.ts'
import type { K6 } from './k6.ts'
import { maxVusOf, SYSTEM_TAGS, scenariosOf } from './profile.ts'
import { RunningK6 } from './running.ts'
import { limitsIn } from './script-limits.ts'
import { tagsOf, thresholdOptions, thresholdsIn } from './thresholds.ts'
import { isScript } from './wrapped.ts'

/** Making the virtual users; the script's `setup()` has a limit of its own, by which k6 ends it. */
const START_TIMEOUT_MS = 60_000

export function k6Load(host: Host, k6: K6): LoadGenerator {
  return {
    version: `k6 v${k6.version} (${k6.from})`,
    start: (options) => start(host, k6, options),
  }
}

/** Rejects with `load-script-invalid`, `config-invalid` (an argument that cannot be passed on) or `load-failed`. */
async function start(host: Host, k6: K6, options: LoadOptions): Promise<RunningLoad> {
  refuseArguments(options.args, options.profile)
  const given = givenEnvironment(options)
  const { script, profile, args } = options
  const endedBy = { mark: options.mark, ...(options.signal ? { signal: options.signal } : {}) }
  const seen = await inspectScript(host, k6, { script, profile, args, env: given, endedBy })
  const env = { ...host.env, ...given }
  const denied = deniedRanges(options.deniedRanges, seen.options.blacklistIPs, env)
  const thresholds = options.thresholds === false ? [] : thresholdsIn(seen.options)
  const summaryFile = thresholds.length === 0 ? null : join(options.stateDir, 'k6-thresholds.json')
  const entry = await writeEntry(host, options, thresholds, summaryFile)
  const { setupMs, teardownMs } = limitsIn(seen, env)
  const wrapped = await isScript(host, k6.path)
  const child = await host.processes.spawn({
    argv: [k6.path, ...runArguments(entry, args, env, { denied, judges: summaryFile !== null })],
    cwd: process.cwd(),
    env: runEnvironment(host.env, given, args),
    mark: options.mark,
    stdout: 'pipe',
    stderr: { file: options.logFile },
  })
  const running = new RunningK6(host, child, options, { wrapped, teardownMs, thresholds, summaryFile })
  await sending(host, running, setupMs + START_TIMEOUT_MS, options.signal)
  return running
}

function givenEnvironment(options: LoadOptions): Record<string, string> {
  return {
    BASE_URL: options.edge,
    ...envIn(options.args),
    ...options.env,
    EDGE_URL: options.edge,
    REQUEST_TIMEOUT_MS: String(options.requestTimeoutMs),
  }
}

async function writeEntry(
  host: Host,
  options: LoadOptions,
  thresholds: readonly Threshold[],
  summaryFile: string | null,
): Promise<string> {
  await host.files.makeDir(options.stateDir)
  const optionsFile = join(options.stateDir, 'k6-options.json')
  const systemTags = [...new Set([...SYSTEM_TAGS, ...tagsOf(thresholds)])]
  const ours = { ...scenariosOf(options), ...thresholdOptions(thresholds), systemTags }
  await host.files.writeAtomic(optionsFile, JSON.stringify(ours))
  const entry = join(options.stateDir, 'k6-entry.js')
  const honourScript = maxVusOf(options) === 0
  const { script } = options
  await host.files.writeAtomic(entry, entrySource({ script, optionsFile, honourScript, summaryFile }))
  return entry
}

/** Rejects with the signal's reason, once k6 has ended: a script's `setup()` may take a minute, or as long as it says. */
async function sending(
  host: Host,
  running: RunningK6,
  withinMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const over = new AbortController()
  const late = host.clock.sleep(withinMs, over.signal).then(
    () => 'late' as const,
    () => 'over' as const,
  )
  const aborted = new Promise<'aborted'>((resolve) => {
    if (signal?.aborted) resolve('aborted')
    signal?.addEventListener('abort', () => resolve('aborted'), { once: true, signal: over.signal })
  })
  const begun = running.sending.then(() => 'sending' as const)
  const first = await Promise.race([begun, running.ended, late, aborted])
  over.abort()
  if (first === 'sending') return
  if (first === 'aborted') {
    await running.stop()
    throw signal?.reason
  }
  const why =
    first === 'late' || first === 'over'
      ? `sent nothing in ${formatMs(withinMs)}`
      : ended(first.exitCode, first.signal)
  const { lastLines } = await running.stop()
  throw new FiredrillError('load-failed', `k6 ${why}.\n${lastLines.join('\n')}`.trim(), {
    hint: "Look at k6's log in the run record; `setup()` of the script may have failed.",
  })
}

function ended(exitCode: number | null, signal: string | null): string {
  return `ended before it sent anything (${signal ?? `exit code ${exitCode}`})`
}
