/** One run of a planned drill: taken, judged from its record, and its reports written. */
import { resolve as resolvePath } from 'node:path'
import { FiredrillError } from '../errors.ts'
import { faults } from '../fault/map.ts'
import type { MachineAbout } from '../host/host.ts'
import { VERSION } from '../host/version.ts'
import type { RunStarted } from '../journal/run-started.ts'
import type { ReportInput } from '../report/reporter.ts'
import type { Interruption } from '../run/interruption.ts'
import type { Plan } from '../run/plan.ts'
import { runDrill } from '../run/run-drill.ts'
import { formatBytes } from '../units.ts'
import type { ProjectTarget } from './choose.ts'
import type { RunFlags } from './commands/run.ts'
import { commitOf } from './commit.ts'
import { inputsOf } from './inputs.ts'
import { judgeRecord, pointLatest, writeReports } from './judge-record.ts'
import type { Progress } from './progress.ts'
import type { Project } from './project.ts'
import type { ProvidedLoad } from './wire.ts'

export interface Attempt {
  project: Project
  chosen: ProjectTarget
  plan: Plan
  load: ProvidedLoad
  flags: Pick<RunFlags, 'out' | 'set' | 'strict' | 'blastRadius' | 'lease'>
  interruption: Interruption
  progress: Progress
  attempt: number
  /** One of several that are told of together: neither the latest run nor in the summary of a CI system. */
  aside?: boolean
  /** The drill was made by whoever asks for the run, and is none of the project's, whatever its name. */
  inline?: boolean
  /** What of the target was made wrong for a proof. */
  sabotage?: string
}

export interface TakenRun {
  input: ReportInput
  /** What ended the run as `errored`; null: nothing did. */
  error: unknown
}

/** Where run records go: `--out`, or the configured place. */
export function reportsDirOf({ loaded }: Project, { out }: Pick<RunFlags, 'out'>): string {
  return out === undefined ? loaded.config.reportsDir : resolvePath(out)
}

export async function takeRun(options: Attempt): Promise<TakenRun> {
  const { project, chosen, plan, load, flags, interruption, progress, aside = false } = options
  const { host, loaded } = project
  const { config, root } = loaded
  const end = await runDrill(
    {
      host,
      root,
      reportsDir: reportsDirOf(project, flags),
      plan,
      target: chosen.target,
      faults,
      handlers: config.handlers,
      load: load.generator,
      loadSettings: config.loads[plan.drill.load.name]!,
      prober: config.prober,
      namedProbes: config.probes,
      ledger: config.ledger,
      allowedHosts: config.allowedHosts,
      warmUpMs: config.warmUpMs,
      withoutLease: flags.lease === false,
      about: await about(options),
      configuration: loaded.recorded,
      onEvent: (event) => progress.event(event),
      onLive: (live) => progress.live(live),
    },
    interruption,
  ).finally(() => progress.end())
  // There is nothing to be judged.
  if (isGone(end.error)) throw end.error
  const input = await judgeRecord(host, end.directory, { indicators: config.indicators, strict: null })
  await writeReports(host, end.directory, input, { summary: !aside })
  // A run that was kept from beginning is not what anybody looks for.
  if (!aside && !isKeptFromBeginning(end.error)) await pointLatest(host, end.directory)
  return { input, error: end.error }
}

function isGone(error: unknown): boolean {
  return error instanceof FiredrillError && error.code === 'record-removed'
}

function isKeptFromBeginning(error: unknown): boolean {
  return error instanceof FiredrillError && ['target-busy', 'not-cleaned-up'].includes(error.code)
}

async function about({
  project,
  chosen,
  plan,
  load,
  flags,
  attempt,
  inline = false,
  sabotage,
}: Attempt): Promise<About> {
  const { host, loaded } = project
  const { config, root } = loaded
  return {
    firedrill: VERSION,
    target: {
      name: chosen.name,
      kind: chosen.target.kind,
      why: chosen.why,
      ...(chosen.target.edgeIsBuiltIn ? { edge: 'built-in' as const } : {}),
    },
    environment: loaded.environment,
    strict: flags.strict === true,
    attempt,
    versions: {
      firedrill: VERSION,
      node: process.versions.node,
      load: load.version,
      platform: `${process.platform} ${process.arch}`,
      machine: machineWords(host.machine.about()),
    },
    commit: await commitOf(host, root),
    root,
    options: {
      set: [...flags.set],
      params: plan.drill.params,
      ...(flags.blastRadius === undefined ? {} : { blastRadius: flags.blastRadius }),
      ...(flags.lease === false ? { lease: false } : {}),
      ...(sabotage === undefined ? {} : { sabotage }),
      ...(inline ? { inline } : {}),
    },
    inputs: await inputsOf(host.files, {
      root,
      configuration: loaded.file,
      drill: plan.drill,
      script: config.loads[plan.drill.load.name]!.script,
      target: config.targets[chosen.name] ?? config.target,
    }),
  }
}

/** `2 cores of Intel Xeon, 8 GiB, Linux 6.1.0` */
function machineWords({ cores, cpu, memoryBytes, system }: MachineAbout): string {
  const kind = cpu === '' ? '' : ` of ${cpu}`
  return `${cores} core${cores === 1 ? '' : 's'}${kind}, ${formatBytes(memoryBytes)}, ${system}`
}

type About = Omit<
  RunStarted,
  'type' | 'format' | 'run' | 'drill' | 'zeroMonoMs' | 'zeroWallMs' | 'pid' | 'seed'
>
