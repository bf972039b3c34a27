/** Looks into a k6 script before anything starts. */
import type { JsonObject, LoadProfile } from '../../drill/model.ts'
import { FiredrillError } from '../../errors.ts'
import type { Host, RunOptions } from '../../host/host.ts'
import { k6Environment, loadVariables } from './arguments.ts'
import { inspectionSource } from './entry.ts'
import type { K6 } from './k6.ts'
import { type OwnLoad, ownLoadOf } from './own-load.ts'
import { peakPerSecond } from './profile.ts'

export interface InspectOptions {
  /** Absolute. */
  script: string
  profile: LoadProfile
  /** What the script will be given; `EDGE_URL` and `BASE_URL` stand for themselves until the edge is known. */
  env: Readonly<Record<string, string>>
  /** Further ones for k6: what they say of the load counts where its own is honoured. */
  args?: readonly string[]
  /** By what it can be ended: the mark that it carries, where a run has begun, and a signal that ends it at once. */
  endedBy?: Pick<RunOptions, 'mark' | 'signal'>
}

export interface ScriptSeen {
  /** The script's own options, as k6 understands them. */
  options: JsonObject
  /** Names of exported functions. */
  functions: string[]
  /** What its own scenarios come to; null: they are replaced, or there are none. */
  ownLoad: OwnLoad | null
}

type Printed = { ext: { firedrill: { functions: string[]; given: string[] } } } & JsonObject

const TIMEOUT_MS = 60_000
const LOAD_OPTIONS = ['scenarios', 'stages', 'vus', 'duration', 'iterations']

/** Rejects with `load-script-invalid`, with k6's own message, file and line. */
export async function inspectScript(
  host: Host,
  k6: Pick<K6, 'path'>,
  options: InspectOptions,
): Promise<ScriptSeen> {
  const { script, profile } = options
  if (!(await host.files.exists(script)))
    throw invalid(script, 'there is no such file', 'Check the path of the load.')
  const seen = await inspected(host, k6, options)
  if (profile.kind === 'script') requireOwnLoad(script, seen)
  else if (!seen.functions.includes('default')) {
    const message = 'it has no default function, which the profile of the drill runs'
    throw invalid(
      script,
      message,
      'Add `export default function () { … }`, or give the drill the profile "script".',
    )
  }
  const peak = peakPerSecond(profile)
  const { rps } = seen.options
  if (peak !== null && typeof rps === 'number' && rps > 0 && rps < peak) {
    // Requests that wait for their turn have not begun: they would be missing, or late, and nobody would see it.
    const message = `its option \`rps: ${rps}\` keeps k6 from the ${peak} requests a second that the drill asks for`
    throw invalid(script, message, "Take `rps` out of its options, or lower the drill's rate.")
  }
  return seen
}

async function inspected(
  host: Host,
  k6: Pick<K6, 'path'>,
  { script, env, profile, args = [], endedBy }: InspectOptions,
): Promise<ScriptSeen> {
  const edge = 'http://127.0.0.1:1'
  // Scenarios that take effect are checked; those that a profile replaces may be as they like.
  const isOwn = profile.kind === 'script'
  const checked = isOwn ? ['--execution-requirements'] : []
  const flags = ['--include-system-env-vars', '--no-color', '--log-format=raw', ...checked]
  // A file would be left by a harness that is killed in this second, before there is a journal.
  const asked = await host.processes.run([k6.path, 'inspect', ...flags, '-'], {
    // As the load is: what a version manager puts on the PATH has a version only in some directories.
    cwd: process.cwd(),
    env: {
      ...k6Environment(host.env, { EDGE_URL: edge, BASE_URL: edge, ...env }),
      ...(isOwn ? loadVariables(args) : {}),
    },
    input: inspectionSource(script),
    timeoutMs: TIMEOUT_MS,
    ...endedBy,
  })
  if (asked.exitCode !== 0)
    throw invalid(script, k6Message(asked.stderr), 'Fix the script; `k6 inspect` shows the same.')
  return scriptSeen(script, asked.stdout, isOwn)
}

function scriptSeen(script: string, printed: string, isOwn: boolean): ScriptSeen {
  try {
    const { ext, ...rest } = JSON.parse(printed) as Printed
    const { functions, given } = ext.firedrill
    // k6 fills in defaults.
    const own = Object.entries(rest).filter(([name, value]) => given.includes(name) && value !== null)
    return { options: Object.fromEntries(own), functions, ownLoad: isOwn ? ownLoadOf(rest) : null }
  } catch (cause) {
    throw invalid(
      script,
      '`k6 inspect` printed something else than its options',
      'Try another version of k6.',
      cause,
    )
  }
}

function requireOwnLoad(script: string, { options }: ScriptSeen): void {
  if (LOAD_OPTIONS.some((name) => name in options)) return
  const message = 'its options have no scenarios, and the drill leaves the load to the script'
  throw invalid(script, message, 'Export `options` with scenarios, or give the load a rate in the drill.')
}

/** k6's message in the user's terms: paths instead of URLs, and without the entry file that the user never wrote. */
function k6Message(stderr: string): string {
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.includes('at file:///-'))
  const text = lines.join('\n').replace(/^could not initialize '[^']*': could not load JS test '[^']*': /, '')
  return text.replaceAll('file:///', '/').slice(0, 2000) || 'k6 says no reason'
}

function invalid(script: string, message: string, hint: string, cause?: unknown): FiredrillError {
  const text = `The k6 script ${script} cannot be used: ${message}`
  return new FiredrillError('load-script-invalid', text, cause === undefined ? { hint } : { hint, cause })
}
