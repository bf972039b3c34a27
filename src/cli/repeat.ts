/** One drill, several times, one run after the other: each has a record of its own, and one verdict stands over all. */
import { join, relative } from 'node:path'
import type { FoundDrill } from '../config/drills.ts'
import { EXIT, FiredrillError } from '../errors.ts'
import { pageOf, renderBatch } from '../report/batch.ts'
import { batchPage } from '../report/html/batch-page.ts'
import type { ReportInput } from '../report/reporter.ts'
import type { Interruption } from '../run/interruption.ts'
import { batchOf } from '../verdict/batch.ts'
import type { Batch } from '../verdict/batch-schema.ts'
import { exitCode } from '../verdict/exit-code.ts'
import type { Verdict } from '../verdict/schema.ts'
import { reportsDirOf, takeRun } from './attempt.ts'
import type { RunFlags } from './commands/run.ts'
import { worstExit } from './exit.ts'
import { planFor, refuse, resolveDrill } from './plan-run.ts'
import { type PreparedRun, prepareRun } from './prepare-run.ts'
import { createProgress } from './progress.ts'
import type { Project } from './project.ts'
import { leavesThingsAsTheyWere } from './retry.ts'
import { showRun } from './show-run.ts'
import type { Terminal } from './terminal.ts'

export interface Repeat {
  times: number
  interruption: Interruption
  /** Takes the n-th run, from 1. */
  take(n: number): Promise<Verdict>
  /** Called after each run with those that were made. */
  made(verdicts: readonly Verdict[], exit: number): Promise<void>
}

/** Throws `usage`: what repeats a run because it was not decided would hide how often it is not. */
export function refuseBoth(flags: Pick<RunFlags, 'repeat' | 'retryInconclusive'>): void {
  if (flags.repeat === undefined || flags.retryInconclusive === 0) return
  throw new FiredrillError('usage', '--repeat and --retry-inconclusive exclude each other.', {
    hint: 'Each run of --repeat counts as it ended. Give one of the two.',
  })
}

/**
 * Takes run after run until there are as many as asked for, a signal came, or a run ended so that the next would not be
 * the same: something was left behind, a guard or an error ended it. Returns the exit code of the whole.
 */
export async function repeatRuns({ times, interruption, take, made }: Repeat): Promise<number> {
  const verdicts: Verdict[] = []
  let exit: number = EXIT.pass
  while (verdicts.length < times) {
    const verdict = await unlessSignalled(interruption, () => take(verdicts.length + 1))
    if (verdict !== null) verdicts.push(verdict)
    const stopped = interruption.signalled === null ? [] : [signalExit(interruption.signalled)]
    exit = worstExit([...verdicts.map((one) => one.exitCode), ...stopped])
    await made(verdicts, exit)
    if (verdict === null || !leavesThingsAsTheyWere(verdict)) break
  }
  return exit
}

/** Null: the signal came before the run had begun, and others had been made. */
async function unlessSignalled(
  { signal }: Interruption,
  take: () => Promise<Verdict>,
): Promise<Verdict | null> {
  try {
    signal.throwIfAborted()
    return await take()
  } catch (error) {
    if (signal.aborted && error === signal.reason) return null
    throw error
  }
}

function signalExit(signal: string): number {
  return exitCode({
    verdict: 'inconclusive',
    run: 'interrupted',
    cleanup: 'clean',
    errorCode: null,
    signal,
  })
}

/** Returns the exit code. Throws what is refused or missing before anything is started. */
export async function repeatOne(
  project: Project,
  found: FoundDrill,
  flags: RunFlags & { repeat: number },
  interruption: Interruption,
  terminal: Terminal,
): Promise<number> {
  const prepared = await prepareRun(project, found, flags, interruption, terminal)
  const inputs: ReportInput[] = []
  let batch: Batch | null = null
  let file = ''
  const take = async (n: number): Promise<Verdict> => {
    const progress = createProgress(terminal, flags.quiet === true, flags.debug === true)
    progress.line(`run ${n} of ${flags.repeat}`)
    const plan = n === 1 ? prepared.plan : await planAnew(project, found, flags, prepared)
    const { chosen, load } = prepared
    const taken = await takeRun({
      project,
      chosen,
      plan,
      load,
      flags,
      interruption,
      progress,
      attempt: 1,
    })
    inputs.push(taken.input)
    if (!flags.json) showRun(taken.input, flags, terminal, project.host.env)
    if (taken.error !== null) progress.failure(taken.error)
    return taken.input.verdict
  }
  const made = async (verdicts: readonly Verdict[], exit: number): Promise<void> => {
    const [first] = verdicts
    if (!first) return
    batch = batchOf({ drill: found.drill.name, asked: flags.repeat, verdicts, exitCode: exit })
    file = join(reportsDirOf(project, flags), `${first.id}.batch.json`)
    const { files } = project.host
    await files.writeAtomic(file, `${JSON.stringify(batch, null, 2)}\n`)
    await files.writeAtomic(pageOf(file), batchPage(batch))
  }
  const exit = await repeatRuns({ times: flags.repeat, interruption, take, made })
  if (batch !== null) showBatch(batch, file, inputs, flags, terminal)
  return exit
}

/** With another seed, unless one was given: what is hit differs from run to run. */
async function planAnew(
  project: Project,
  found: FoundDrill,
  flags: RunFlags,
  { chosen }: PreparedRun,
): Promise<PreparedRun['plan']> {
  const resolved = resolveDrill(found, project, { set: flags.set, seed: flags.seed })
  const plan = await planFor(project, chosen.target, resolved, flags.blastRadius)
  refuse(plan, flags)
  return plan
}

function showBatch(
  batch: Batch,
  file: string,
  inputs: readonly ReportInput[],
  flags: RunFlags,
  terminal: Terminal,
): void {
  if (flags.json) {
    const whole = { ...batch, verdicts: inputs.map(({ verdict }) => verdict) }
    terminal.out(`${JSON.stringify(whole, null, 2)}\n`)
  } else if (!flags.quiet) {
    const colorLevel = terminal.outColours.level
    const shown = relative(process.cwd(), file)
    const place = shown.startsWith('..') ? file : shown
    terminal.out(`\n${renderBatch(batch, place, { colorLevel, columns: terminal.columns })}`)
  }
}
