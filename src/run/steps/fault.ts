import type { FaultStep } from '../../drill/model.ts'
import { FiredrillError } from '../../errors.ts'
import type { FaultContext, FaultEvidence } from '../../fault/fault.ts'
import { resolveInstance } from '../references.ts'
import type { InjectedFault, Stage } from '../stage.ts'
import type { Execute, StepContext } from './step.ts'

/** How long it may take until a fault is seen to have landed, or to be healed. */
const SEEN_WITHIN_MS = 5000
const POLL_MS = 20

/** Injects a fault and looks whether it landed. When it is not seen to, the rest of the drill would prove nothing. */
export const fault: Execute<'fault'> = async (step, context) =>
  (await injectFault(step, context)) === null ? 'unmet' : 'done'

/** Null when the fault was not seen to land. */
export async function injectFault(step: FaultStep, context: StepContext): Promise<InjectedFault | null> {
  const { stage, window } = context
  const { journal } = stage
  const kind = stage.faults[step.fault]
  if (!kind) {
    throw new FiredrillError('internal', `There is no fault "${step.fault}".`, { hint: 'See fault/map.ts.' })
  }
  const instance = await resolveInstance(step.instance, context)
  const { target, host } = stage
  const faultContext: FaultContext = { target, instance, args: step.args, net: host.net, clock: host.clock }
  const intent = await kind.intend(faultContext)
  const names = { fault: step.fault, window, victim: instance.name }
  journal.write({
    type: 'fault-intended',
    fault: step.fault,
    window,
    victim: intent.victim,
    undo: intent.undo,
  })
  const what = kind.describe(instance.name)
  const { atMs, command } = await stage.change({ what, undo: intent.undo }, () =>
    kind.inject(faultContext, intent),
  )
  const instantMs = journal.fromMono(atMs)
  journal.write({ type: 'fault-injected', ...names, instantMs, command })
  const startMs = instantMs
  journal.write({ type: 'command', command, startMs, endMs: journal.nowMs(), what })
  const injected: InjectedFault = { fault: kind, intent, window, instantMs, healed: false }
  stage.injected.push(injected)
  stage.live.faultAt(instantMs)
  const evidence = await see(() => kind.landed(faultContext, intent), stage, context.signal)
  journal.write({ type: 'fault-landed', ...names, seen: evidence.seen, evidence: evidence.what })
  return evidence.seen ? injected : null
}

/** Ends a fault and proves it; `signal` is not the cancelled one of the steps. */
export async function healFault(
  injected: InjectedFault,
  stage: Stage,
  signal: AbortSignal,
): Promise<boolean> {
  const { fault: kind, intent, window } = injected
  const instance = (await stage.target.instances()).find(({ name }) => name === intent.victim.name)
  if (!instance) return false
  const { target, host } = stage
  const faultContext: FaultContext = { target, instance, args: {}, net: host.net, clock: host.clock }
  const evidence = await see(() => kind.heal(faultContext, intent), stage, signal)
  injected.healed = evidence.seen
  const names = { fault: intent.fault, window, victim: intent.victim.name }
  stage.journal.write({ type: 'fault-healed', ...names, seen: evidence.seen, evidence: evidence.what })
  return evidence.seen
}

async function see(
  look: () => Promise<FaultEvidence>,
  stage: Stage,
  signal: AbortSignal,
): Promise<FaultEvidence> {
  const deadlineMs = stage.journal.nowMs() + SEEN_WITHIN_MS
  for (;;) {
    const evidence = await look()
    if (evidence.seen || stage.journal.nowMs() >= deadlineMs) return evidence
    await stage.host.clock.sleep(POLL_MS, signal)
  }
}
