import type { RefusedCode, ReleaseRef, Step } from '../../drill/model.ts'
import { FiredrillError } from '../../errors.ts'
import { checkGate } from '../../rollout/gate.ts'
import { rollouts } from '../../rollout/map.ts'
import type { Shipped } from '../../rollout/rollout.ts'
import type { Release } from '../../target/target.ts'
import { deployOf, rolloutContext } from '../shipping.ts'
import type { Releases } from '../stage.ts'
import { createTriggers, type Triggers } from '../triggers.ts'
import type { Execute, Refused, StepContext, StepOutcome } from './step.ts'

/** Ships a release the way the target does, once the release gate lets it through; triggers may end it. */
export const deploy: Execute<'deploy'> = async (step, context) => {
  const { releases, journal } = context.stage
  const { strategy } = deployOf(context.stage)
  const from = await releases.serving()
  const found = await findRelease(releases, step.release)
  const to = 'missing' in found ? unknown(step.release) : found
  journal.write({ type: 'deploy-started', window: context.window, from, to, strategy: strategy.kind })
  if ('missing' in found) return refuse(context, 'release-missing', found.missing)
  const [first, ...more] = await checkGate({
    target: context.stage.target,
    deploy: deployOf(context.stage),
    from,
    to,
  })
  if (first) {
    const detail = [first, ...more].map(({ reason, hint }) => `${reason} ${hint}`).join(' ')
    return refuse(context, first.code, detail)
  }
  releases.shipping(to)
  const triggers = createTriggers(step.stopOn, context, from)
  try {
    const shipped = await ship(context, triggers, from, to)
    return await end(shipped, { step, context, triggers, to })
  } finally {
    await triggers.disarm()
  }
}

function ship(context: StepContext, triggers: Triggers, from: Release, to: Release): Promise<Shipped> {
  const { kind } = deployOf(context.stage).strategy
  const lane = follow(triggers.signal, context.runSignal ?? context.signal)
  const rollout = rolloutContext(
    { ...context, signal: lane.signal },
    { from, to },
    {
      switched(_name, release) {
        if (release.version === to.version) triggers.arm()
      },
      decidedRollback() {
        lane.letGo()
        // It is taken back already; what users see meanwhile decides nothing more. A failed look is thrown at the end.
        triggers.disarm().catch(() => undefined)
      },
      actedRollback() {
        context.stage.releases.shipped(from)
      },
      nothingToTakeBack() {
        context.stage.releases.shipped(from)
      },
    },
  )
  return rollouts[kind].ship(rollout)
}

/** Aborted with the lane until it is let go, and with the run in any case: a rollback that has begun is not cut off. */
function follow(lane: AbortSignal, run: AbortSignal): { signal: AbortSignal; letGo(): void } {
  const own = new AbortController()
  const end = () => own.abort(lane.reason)
  if (lane.aborted) end()
  lane.addEventListener('abort', end, { once: true })
  return {
    signal: AbortSignal.any([own.signal, run]),
    letGo: () => lane.removeEventListener('abort', end),
  }
}

interface Ending {
  step: Extract<Step, { kind: 'deploy' }>
  context: StepContext
  triggers: Triggers
  to: Release
}

async function end(shipped: Shipped, { step, context, triggers, to }: Ending): Promise<StepOutcome> {
  const { releases } = context.stage
  switch (shipped.outcome) {
    case 'refused': {
      const refused = refuse(context, shipped.code, shipped.detail)
      return step.orRolledBack && releases.latest()?.back ? 'done' : refused
    }
    case 'deployed':
      releases.shipped(to)
      journalEnd(context, 'deployed', null, '')
      await triggers.bake(step.bakeMs)
      return triggered(triggers) ?? 'done'
    case 'cancelled': {
      const refused = triggered(triggers)
      journalEnd(context, 'cancelled', refused?.refused ?? null, refused?.why ?? '')
      return refused ?? 'cancelled'
    }
  }
}

function triggered(triggers: Triggers): Refused | null {
  const why = triggers.fired()
  return why === null ? null : { refused: 'triggered', why }
}

function refuse(context: StepContext, code: RefusedCode, detail: string): Refused {
  journalEnd(context, 'refused', code, detail)
  return { refused: code, why: detail }
}

function journalEnd(
  { stage: { journal }, window }: StepContext,
  outcome: 'deployed' | 'refused' | 'cancelled',
  code: RefusedCode | null,
  detail: string,
): void {
  journal.write({ type: 'deploy-ended', window, outcome, code, detail })
}

async function findRelease(releases: Releases, ref: ReleaseRef): Promise<Release | { missing: string }> {
  try {
    return await releases.resolve(ref)
  } catch (error) {
    if (!(error instanceof FiredrillError) || error.code !== 'release-missing') throw error
    return { missing: `${error.message} ${error.hint}` }
  }
}

/** What was asked for, where there is no such release. */
function unknown(ref: ReleaseRef): Release {
  return { version: ref.ref === 'version' ? ref.version : ref.ref, digest: null, where: '' }
}
