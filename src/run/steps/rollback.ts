import { rollouts } from '../../rollout/map.ts'
import { refusalOf } from '../../rollout/refusal.ts'
import type { Instance, Release } from '../../target/target.ts'
import { formatMs } from '../../units.ts'
import { deployOf, rolloutContext } from '../shipping.ts'
import type { LatestDeploy } from '../stage.ts'
import { find } from './finding.ts'
import type { Execute, StepContext, StepOutcome } from './step.ts'

/** For a rollback that somebody else makes. */
const OBSERVED_WITHIN_MS = 120_000
const POLL_MS = 200

/** Back to the release before. What the rollout has put back by itself is not put back again. */
export const rollback: Execute<'rollback'> = async (step, context) => {
  const { releases, journal } = context.stage
  const latest = releases.latest()
  if (step.observed) return observe(context, latest?.previous ?? (await releases.serving()), latest)
  if (latest === null || latest.back) {
    journal.write({ type: 'progress', text: 'Nothing is to be rolled back: the release before serves.' })
    return 'done'
  }
  decide(context, latest, latest.previous, 'the drill rolls back')
  return act(context, latest)
}

async function act(context: StepContext, { to: from, previous: to }: LatestDeploy): Promise<StepOutcome> {
  const { stage, window, signal } = context
  stage.journal.write({ type: 'rollback-started', window })
  try {
    await rollouts[deployOf(stage).strategy.kind].back(rolloutContext(context, { from, to }))
  } catch (error) {
    // A release that cannot be brought back is what the drill is there to find out.
    const refusal = signal.aborted ? null : refusalOf(error)
    if (refusal === null) throw error
    return { refused: refusal.code, why: `${to.version} could not be brought back: ${refusal.detail}` }
  }
  stage.journal.write({ type: 'rollback-acted', window })
  stage.releases.shipped(to)
  return 'done'
}

async function observe(context: StepContext, to: Release, latest: LatestDeploy | null): Promise<StepOutcome> {
  const { stage, window, signal } = context
  const { journal, target, host, releases } = stage
  decide(context, latest, to, 'somebody else rolls back')
  journal.write({ type: 'rollback-started', window })
  const startMs = journal.nowMs()
  for (;;) {
    const instances = await target.instances()
    const isBack = serves(instances, to)
    const tookMs = journal.nowMs() - startMs
    if (isBack || tookMs >= OBSERVED_WITHIN_MS) {
      const inTime = isBack && tookMs <= OBSERVED_WITHIN_MS
      const evidence = [...instances.map(inWords), `looked at for ${formatMs(tookMs)}`]
      find(context, { what: rolledBack(to), holds: inTime, evidence })
      if (!inTime) return 'unmet'
      break
    }
    await host.clock.sleep(POLL_MS, signal)
  }
  journal.write({ type: 'rollback-acted', window })
  releases.shipped(to)
  return 'done'
}

function rolledBack({ version }: Release): string {
  return `rolled back to ${version} by somebody else within ${formatMs(OBSERVED_WITHIN_MS)}`
}

function serves(instances: readonly Instance[], { version }: Release): boolean {
  return (
    instances.length > 0 && instances.every(({ ready, release }) => ready && release?.version === version)
  )
}

function inWords({ name, ready, release }: Instance): string {
  return `${name} says ${release?.version ?? 'nothing'}${ready ? '' : ', not ready'}`
}

/** The clock of the rollback starts at the first decision. */
function decide(
  { stage: { journal, releases }, window }: StepContext,
  latest: LatestDeploy | null,
  to: Release,
  why: string,
): void {
  if (latest?.decided) return
  journal.write({ type: 'rollback-decided', window, why, to })
  releases.decided()
}
