/** One drill by the command line: plan, run, judge, report; again when only the instruments kept it undecided. */
import { resolve as resolvePath } from 'node:path'
import type { FoundDrill } from '../config/drills.ts'
import { faults } from '../fault/map.ts'
import type { RunStarted } from '../journal/events.ts'
import { consoleReporter } from '../report/console.ts'
import { reporters } from '../report/map.ts'
import type { ReportInput } from '../report/reporter.ts'
import type { Interruption } from '../run/interruption.ts'
import type { Plan } from '../run/plan.ts'
import { runDrill } from '../run/run-drill.ts'
import { openTarget, type ProjectTarget } from './choose.ts'
import type { RunFlags } from './commands/run.ts'
import { commitOf } from './commit.ts'
import { confirmTouched } from './confirm.ts'
import { judgeRecord, pointLatest, writeReports } from './judge-record.ts'
import { planFor, refuse, resolveDrill } from './plan-run.ts'
import { createProgress } from './progress.ts'
import type { Project } from './project.ts'
import { onlyInstruments } from './retry.ts'
import type { Terminal } from './terminal.ts'
import { VERSION } from './version.ts'
import { checkLoadScript, type ProvidedLoad, provideLoad } from './wire.ts'

/** Returns the exit code. Throws what is refused or missing before anything is started. */
export async function runOne(
  project: Project,
  found: FoundDrill,
  flags: RunFlags,
  interruption: Interruption,
  terminal: Terminal,
): Promise<number> {
  const resolved = resolveDrill(found, project, { set: flags.set, seed: flags.seed })
  const chosen = await openTarget(project, flags.target, resolved.steps)
  const progress = createProgress(terminal, flags.quiet === true, flags.debug === true)
  progress.line(`${found.drill.name} on ${chosen.name} (${chosen.why})`)
  const plan = await planFor(project, chosen.target, resolved)
  refuse(plan, flags)
  const { host } = project
  await confirmTouched({
    target: chosen.target,
    host,
    environment: flags.env,
    given: flags.confirm,
    terminal,
  })
  const load = await provideLoad(project.host, (text) => progress.line(text), interruption.signal)
  const { name, profile } = plan.drill.load
  await checkLoadScript(project.host, load, project.loaded.config.loads[name]!, profile)
  // A signal until here belongs to no run yet: there is no journal that could tell of it.
  interruption.signal.throwIfAborted()
  for (let attempt = 1; ; attempt += 1) {
    const input = await runAttempt({ project, chosen, plan, load, flags, interruption, terminal, attempt })
    const { verdict } = input
    const again =
      attempt <= flags.retryInconclusive && onlyInstruments(verdict) && interruption.signalled === null
    if (!again) return verdict.exitCode
    progress.line(`inconclusive for a reason of the instruments alone: attempt ${attempt + 1} follows`)
  }
}

interface Attempt {
  project: Project
  chosen: ProjectTarget
  plan: Plan
  load: ProvidedLoad
  flags: RunFlags
  interruption: Interruption
  terminal: Terminal
  attempt: number
}

async function runAttempt(options: Attempt): Promise<ReportInput> {
  const { project, chosen, plan, load, flags, interruption, terminal } = options
  const { host, loaded } = project
  const { config, root } = loaded
  const progress = createProgress(terminal, flags.quiet === true, flags.debug === true)
  const end = await runDrill(
    {
      host,
      root,
      reportsDir: flags.out === undefined ? config.reportsDir : resolvePath(flags.out),
      plan,
      target: chosen.target,
      faults,
      handlers: config.handlers,
      load: load.generator,
      loadSettings: config.loads[plan.drill.load.name]!,
      prober: config.prober,
      namedProbes: config.probes,
      warmUpMs: config.warmUpMs,
      about: await about(options),
      configuration: loaded.recorded,
      onEvent: (event) => progress.event(event),
      onLive: (live) => progress.live(live),
    },
    interruption,
  ).finally(() => progress.end())
  const input = await judgeRecord(host, end.directory, { indicators: config.indicators, strict: null })
  await writeReports(host, end.directory, input)
  await pointLatest(host, end.directory)
  if (flags.json) terminal.out(reporters.json.render(input))
  else if (!flags.quiet) {
    const colorLevel = terminal.outColours.level
    terminal.out(`\n${consoleReporter({ colorLevel, columns: terminal.columns }).render(input)}`)
  }
  if (end.error !== null) progress.failure(end.error)
  return input
}

async function about({ project, chosen, plan, load, flags, attempt }: Attempt): Promise<About> {
  const { host, loaded } = project
  return {
    firedrill: VERSION,
    target: { name: chosen.name, kind: chosen.target.kind, why: chosen.why },
    environment: loaded.environment,
    strict: flags.strict === true,
    attempt,
    versions: {
      firedrill: VERSION,
      node: process.versions.node,
      load: load.version,
      platform: `${process.platform} ${process.arch}`,
    },
    commit: await commitOf(host, loaded.root),
    options: { set: [...flags.set], params: plan.drill.params },
  }
}

type About = Omit<
  RunStarted,
  'type' | 'format' | 'run' | 'drill' | 'zeroMonoMs' | 'zeroWallMs' | 'pid' | 'seed'
>
