/** The drill itself, on a target under load: warm up, check the steady state, take the steps, check it again. */

import { unlessAborted } from '../host/unless-aborted.ts'
import { createBlastRadius } from './blast-radius.ts'
import { seededRandom } from './random.ts'
import type { Room } from './room.ts'
import type { RunOptions } from './run-options.ts'
import type { Stage } from './stage.ts'
import { steadyState } from './steady-state.ts'
import { runSteps } from './steps/run-steps.ts'
import type { StepOutcome } from './steps/step.ts'

/** What of the stage comes from outside, or goes on by itself while the drill runs. */
export type Seen = Pick<
  Stage,
  'target' | 'live' | 'watch' | 'traffic' | 'probeValues' | 'releases' | 'hurrying'
>

/** `signal` ends the drill at once; `loadOver`, once what is being changed has come to its end. */
export interface DrillEnds {
  signal: AbortSignal
  loadOver: AbortSignal
}

/** Resolves with why the drill ended, in words. A run that is to hurry waits for no step. */
export async function takeDrill(
  room: Room,
  options: RunOptions,
  { signal: stop, loadOver }: DrillEnds,
  seen: Seen,
): Promise<string> {
  const signal = AbortSignal.any([stop, loadOver])
  const { host, plan, warmUpMs } = options
  const { journal } = room
  const { target, live } = seen
  await host.clock.sleep(warmUpMs, signal)
  journal.write({ type: 'warm-up-ended' })
  if (!(await steadyState('before', journal, target, live, warmUpMs)))
    return 'the steady state did not hold before the drill'
  await target.stepsBegin?.()
  const stage = stageOf(room, options, seen)
  const phase = { startMs: journal.nowMs(), logSizes: new Map<string, number>() }
  const signals = { signal, loadOver, changeSignal: stop, runSignal: stop }
  const steps = runSteps(plan.drill.steps, { stage, ...signals, window: '', loops: {}, path: 'steps', phase })
  // What a step still waits for then, such as a graceful stop, is undone as any act that is under way.
  const outcome = await unlessAborted(steps, seen.hurrying)
  signal.throwIfAborted()
  await steadyState('after', journal, target, live)
  return inWords(outcome)
}

function stageOf(room: Room, options: RunOptions, seen: Seen): Stage {
  const { plan, faults, handlers } = options
  const { host, journal, changes, directory, logsDir } = room
  return {
    ...seen,
    host,
    directory,
    logsDir,
    journal,
    change: changes.change,
    covered: changes.covered,
    faults,
    handlers,
    random: seededRandom(plan.drill.seed),
    blastRadius: createBlastRadius(plan.blastRadius.limit, seen.target),
    injected: [],
    expectations: 0,
  }
}

function inWords(outcome: StepOutcome): string {
  if (outcome === 'done') return 'every step was taken'
  if (typeof outcome === 'object')
    return `a release was refused (${outcome.refused}); the steps after it were not taken`
  return 'a step did not reach what it waited for; the steps after it were not taken'
}
