/** What a rollout works on, and how what it tells is journaled. */
import { FiredrillError } from '../errors.ts'
import type { RolloutContext, RolloutReport } from '../rollout/rollout.ts'
import type { Deploy, Release } from '../target/target.ts'
import type { Stage } from './stage.ts'
import type { StepContext } from './steps/step.ts'

/** Throws `capability-missing`. */
export function deployOf({ target }: Pick<Stage, 'target'>): Deploy {
  if (target.deploy) return target.deploy
  throw new FiredrillError('capability-missing', 'This target cannot switch releases.', {
    hint: 'Configure `release` on the target, with what builds it and where it lies.',
  })
}

export function rolloutContext(
  { stage, signal, window }: Pick<StepContext, 'stage' | 'signal' | 'window'>,
  releases: { from: Release; to: Release },
  told: Partial<RolloutReport> = {},
): RolloutContext {
  const { target, host, journal, traffic } = stage
  return {
    target,
    deploy: deployOf(stage),
    ...releases,
    clock: host.clock,
    signal,
    traffic,
    nowMs: () => journal.nowMs(),
    report: journaling(stage, window, told),
  }
}

/** `told` hears of it too, after it was journaled. */
function journaling(
  { journal, releases }: Stage,
  window: string,
  told: Partial<RolloutReport>,
): RolloutReport {
  return {
    switched(name, to) {
      journal.write({ type: 'instance-switched', window, name, to })
      told.switched?.(name, to)
    },
    note(text) {
      journal.write({ type: 'progress', text })
    },
    decidedRollback(why, to) {
      journal.write({ type: 'rollback-decided', window, why, to })
      releases.decided()
      told.decidedRollback?.(why, to)
    },
    startedRollback() {
      journal.write({ type: 'rollback-started', window })
    },
    actedRollback() {
      journal.write({ type: 'rollback-acted', window })
      told.actedRollback?.()
    },
    nothingToTakeBack() {
      journal.write({ type: 'progress', text: 'Nothing is to be rolled back: no instance was touched.' })
      told.nothingToTakeBack?.()
    },
    canary(decision, why, comparison) {
      journal.write({
        type: 'canary',
        window,
        decision,
        why,
        comparison: JSON.parse(JSON.stringify(comparison)),
      })
    },
  }
}
