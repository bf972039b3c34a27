/** One drill by the command line: plan, run, judge, report; again when only the instruments kept it undecided. */
import type { FoundDrill } from '../config/drills.ts'
import type { Interruption } from '../run/interruption.ts'
import { takeRun } from './attempt.ts'
import type { RunFlags } from './commands/run.ts'
import { prepareRun } from './prepare-run.ts'
import { createProgress } from './progress.ts'
import type { Project } from './project.ts'
import { onlyInstruments } from './retry.ts'
import { showRun } from './show-run.ts'
import type { Terminal } from './terminal.ts'

/** Returns the exit code. Throws what is refused or missing before anything is started. */
export async function runOne(
  project: Project,
  found: FoundDrill,
  flags: RunFlags,
  interruption: Interruption,
  terminal: Terminal,
): Promise<number> {
  const { chosen, plan, load } = await prepareRun(project, found, flags, interruption, terminal)
  for (let attempt = 1; ; attempt += 1) {
    const progress = createProgress(terminal, flags.quiet === true, flags.debug === true)
    const { input, error } = await takeRun({
      project,
      chosen,
      plan,
      load,
      flags,
      interruption,
      progress,
      attempt,
    })
    showRun(input, flags, terminal, project.host.env)
    if (error !== null) progress.failure(error)
    const { verdict } = input
    const again =
      attempt <= flags.retryInconclusive && onlyInstruments(verdict) && interruption.signalled === null
    if (!again) return verdict.exitCode
    progress.line(`inconclusive for a reason of the instruments alone: attempt ${attempt + 1} follows`)
  }
}
