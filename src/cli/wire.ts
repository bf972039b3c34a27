/** The one place that knows the adapters: which kinds of target there are, and which load generator is used. */
import { join } from 'node:path'
import type { LoadConfig } from '../config/config.ts'
import type { LoadProfile } from '../drill/model.ts'
import { FiredrillError } from '../errors.ts'
import type { Files, Host } from '../host/host.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { envIn } from '../load/k6/arguments.ts'
import { findK6, lookForK6, type PassedOver, wordsOf } from '../load/k6/find.ts'
import { type Frame, refuseOwnLoad, shortLoadWarning } from '../load/k6/fits.ts'
import { inspectScript } from '../load/k6/inspect.ts'
import type { K6 } from '../load/k6/k6.ts'
import { k6Load } from '../load/k6/load.ts'
import { missing } from '../load/k6/missing.ts'
import { timeLimitWarning } from '../load/k6/time-limit.ts'
import type { LoadGenerator } from '../load/load.ts'
import { createComposeTarget } from '../target/compose/compose-target.ts'
import { artifactDigest } from '../target/process/digest.ts'
import { createProcessTarget } from '../target/process/process-target.ts'
import { type Sabotage, sabotage } from '../target/sabotage/map.ts'
import { countsIn, WIRE_KINDS, type WireCounts } from '../target/sabotage/wire/settings.ts'
import { WIRE_LOG } from '../target/sabotage/wire/start.ts'
import type { Target } from '../target/target.ts'

export interface TargetSettings {
  root: string
  secrets: readonly string[]
  /** Where the options stand in the configuration: `environments.staging.target`. */
  at: string
}

type CreateTarget = (options: unknown, settings: TargetSettings) => Target

const targets: Readonly<Record<string, CreateTarget>> = {
  processes: createProcessTarget,
  compose: createComposeTarget,
}

export function createTarget(kind: string, options: unknown, settings: TargetSettings): Target {
  const create = Object.hasOwn(targets, kind) ? targets[kind] : undefined
  if (create) return create(options, settings)
  throw new FiredrillError('target-unknown', `There is no target of the kind "${kind}".`, {
    hint: `firedrill knows ${Object.keys(targets).join(', ')}.`,
  })
}

/** Of a release that lies on disk, as a run on processes works it out: SHA-256, hex. Throws `artifact-invalid`. */
export async function releaseDigest(files: Files, path: string): Promise<string> {
  if (await files.exists(path)) return artifactDigest(files, path)
  throw new FiredrillError('artifact-invalid', `There is no release at ${path}.`, {
    hint: 'Name the directory or file that is released, or give its digest or version.',
  })
}

export const sabotageTarget: (target: Target, kind: Sabotage) => Target = sabotage

/** Does it stand between users and the edge, as a proxy of its own? */
export function isOnTheWire(kind: Sabotage): boolean {
  return WIRE_KINDS.some((each) => each === kind)
}

/** What that proxy did, by the record of its run; null: there was none, or it did not come to its end. */
export async function sabotageCounts({ files }: Host, directory: string): Promise<WireCounts | null> {
  const log = await files.readIfThere(join(directory, RECORD_FILES.logs, WIRE_LOG))
  return log === null ? null : countsIn(log)
}

export interface ProvidedLoad {
  generator: LoadGenerator
  /** `k6 2.2.0 (cache)`. */
  version: string
  k6: K6
}

/** Finds k6, or builds it. Throws `k6-missing` or `k6-unusable`. */
export async function provideLoad(
  host: Host,
  onProgress: (text: string) => void,
  signal: AbortSignal,
): Promise<ProvidedLoad> {
  const k6 = await findK6(host, { onProgress, signal })
  const generator = k6Load(host, k6)
  return { generator, version: generator.version, k6 }
}

/** What the load of a drill has to be, and to fit. */
export interface LoadAsked extends Frame {
  profile: LoadProfile
}

/**
 * Throws `load-script-invalid` when k6 cannot use the script, or its own load ends before the drill can, `plan-refused` when
 * that is more than the environment allows; before anything is started. Rejects with the signal's reason. Gives warnings.
 */
export async function checkLoadScript(
  host: Host,
  { k6 }: ProvidedLoad,
  { script, env, args, requestTimeoutMs }: LoadConfig,
  { profile, ...frame }: LoadAsked,
  signal?: AbortSignal,
): Promise<string[]> {
  const given = { ...envIn(args), ...env }
  const endedBy = signal ? { endedBy: { signal } } : {}
  const { ownLoad } = await inspectScript(host, k6, { script, profile, args, env: given, ...endedBy })
  if (ownLoad) refuseOwnLoad(script, ownLoad, frame)
  const warnings = [
    ownLoad && shortLoadWarning(ownLoad, frame),
    await timeLimitWarning(host.files, script, requestTimeoutMs),
  ]
  return warnings.filter((warning) => warning !== null)
}

/** For `doctor`: builds nothing. */
export async function describeLoadGenerator(
  host: Host,
): Promise<{ usable: boolean; what: string; hint: string }> {
  const passedOver: PassedOver[] = []
  const k6 = await lookForK6(host, passedOver)
  if (k6) return { usable: true, what: `k6 ${k6.version} (${k6.from}: ${k6.path})`, hint: '' }
  const { message, hint } = missing(host, 'k6 is not here; the first drill builds it where Go is installed')
  return { usable: false, what: message, hint: [...wordsOf(passedOver), hint].join(' ') }
}
