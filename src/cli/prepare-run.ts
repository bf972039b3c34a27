/** All that stands between a drill's name and its first run: target, plan, a person's word, the load generator. */
import type { Config, LoadConfig } from '../config/config.ts'
import type { FoundDrill } from '../config/drills.ts'
import type { BlastLimit } from '../drill/blast-radius.ts'
import type { ResolvedDrill } from '../drill/model.ts'
import { leastDurationMs } from '../drill/planning.ts'
import { refuseUncleaned } from '../run/earlier-runs.ts'
import type { Interruption } from '../run/interruption.ts'
import { sharedBy } from '../run/locks.ts'
import type { Plan } from '../run/plan.ts'
import type { Target } from '../target/target.ts'
import { reportsDirOf } from './attempt.ts'
import { openTarget, type ProjectTarget } from './choose.ts'
import { clauseWarnings } from './clause-size-lines.ts'
import type { RunFlags } from './commands/run.ts'
import { confirmTouched } from './confirm.ts'
import { planFor, refuse, resolveDrill } from './plan-run.ts'
import { createProgress } from './progress.ts'
import type { Project } from './project.ts'
import type { Terminal } from './terminal.ts'
import { checkLoadScript, type LoadAsked, type ProvidedLoad, provideLoad } from './wire.ts'

export interface PreparedRun {
  chosen: ProjectTarget
  /** Before the plan has worked anything out; the seed is in it. */
  resolved: ResolvedDrill
  plan: Plan
  load: ProvidedLoad
  /** What the command line agrees to; undefined: it does not say. */
  blastRadius: BlastLimit | undefined
}

export type PrepareFlags = Pick<
  RunFlags,
  'target' | 'env' | 'set' | 'seed' | 'confirm' | 'quiet' | 'debug' | 'strict' | 'blastRadius' | 'out'
>

/** Starts nothing. Throws what is refused or missing. */
export async function prepareRun(
  project: Project,
  found: FoundDrill,
  flags: PrepareFlags,
  interruption: Interruption,
  terminal: Terminal,
): Promise<PreparedRun> {
  const resolved = resolveDrill(found, project, { set: flags.set, seed: flags.seed })
  const chosen = await openTarget(project, flags.target, resolved.steps)
  const progress = createProgress(terminal, flags.quiet === true, flags.debug === true)
  progress.line(`${found.drill.name} on ${chosen.name} (${chosen.why})`)
  for (const warning of project.loaded.warnings) progress.line(`warning: ${warning}`)
  const { blastRadius } = flags
  const plan = await planFor(project, chosen.target, resolved, blastRadius)
  refuse(plan, flags)
  for (const warning of clauseWarnings(plan.clauses, flags.strict === true))
    progress.line(`warning: ${warning}`)
  const { host, loaded } = project
  const { environment, config } = loaded
  const { signal } = interruption
  const where = {
    ...{ root: loaded.root, reportsDir: reportsDirOf(project, flags), target: chosen.name, environment },
    shared: () => sharedBy(host, chosen.target),
  }
  await refuseUncleaned(host, where, (text) => progress.line(text), signal)
  await confirmTouched({
    target: chosen.target,
    host,
    environment: flags.env,
    production: config.production,
    given: flags.confirm,
    terminal,
    signal,
  })
  const load = await provideLoad(host, (text) => progress.line(text), signal)
  const settings = config.loads[plan.drill.load.name]!
  const asked = askedOf(config, settings, plan, chosen.target)
  const warnings = await checkLoadScript(host, load, settings, asked, signal)
  // A signal until here belongs to no run yet: there is no journal that could tell of it.
  signal.throwIfAborted()
  for (const warning of warnings) progress.line(`warning: ${warning}`)
  return { chosen, resolved, plan, load, blastRadius }
}

/** It goes on for one request time limit after the last step. */
function askedOf(
  { warmUpMs, maxRatePerSecond }: Config,
  { requestTimeoutMs }: LoadConfig,
  { drill, maxDurationMs }: Plan,
  { instanceNames }: Target,
): LoadAsked {
  const around = warmUpMs + requestTimeoutMs
  return {
    profile: drill.load.profile,
    leastMs: leastDurationMs(drill, instanceNames) + around,
    mostMs: maxDurationMs + around,
    maxRatePerSecond,
  }
}
