import type { FaultStep, JsonObject } from '../../drill/model.ts'
import { FiredrillError } from '../../errors.ts'
import type { FaultContext, FaultEvidence } from '../../fault/fault.ts'
import { identityOf, sameStart } from '../../fault/same-identity.ts'
import type { Victim } from '../../target/target.ts'
import { NobodyNow, resolveVictim } from '../references.ts'
import type { InjectedFault, Stage } from '../stage.ts'
import { isNotUp } from './ending.ts'
import type { Execute, StepContext } from './step.ts'

/** How long it may take until a fault is seen to have landed, or to be healed. */
const LANDED_WITHIN_MS = 5000
const HEALED_WITHIN_MS = 5000
const POLL_MS = 20

type Where = Pick<StepContext, 'stage' | 'signal' | 'runSignal'>

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
  const victim = await resolveVictim(step.victim, context)
  const faultContext = faultContextOf(context, victim, step.args)
  const hit = step.victim.ref === 'service' ? null : await stage.blastRadius.hit([victim])
  const intent = await orNobody(faultContext, () => kind.intend(faultContext))
  // To look at a victim may take seconds: what was over by then is not broken any more.
  context.signal.throwIfAborted()
  const names = { fault: step.fault, window, victim: victim.name }
  journal.write({
    type: 'fault-intended',
    fault: step.fault,
    window,
    victim: intent.victim,
    undo: intent.undo,
  })
  const what = kind.describe(victim.name)
  const { atMs, command } = await orNobody(faultContext, () =>
    stage.change({ what, undo: intent.undo }, () => kind.inject(faultContext, intent)),
  )
  const instantMs = journal.fromMono(atMs)
  journal.write({ type: 'fault-injected', ...names, instantMs, command })
  const startMs = instantMs
  journal.write({ type: 'command', command, startMs, endMs: journal.nowMs(), what })
  const injected: InjectedFault = { fault: kind, intent, window, instantMs, healed: false }
  stage.injected.push(injected)
  hit?.by(injected)
  stage.live.faultAt(instantMs)
  // Some can be seen only by trying, which the fault's undo takes back as well.
  const look = () => stage.covered(intent.undo, () => kind.landed(faultContext, intent))
  const evidence = await see(look, stage, LANDED_WITHIN_MS, context.signal)
  journal.write({ type: 'fault-landed', ...names, seen: evidence.seen, evidence: evidence.what })
  return evidence.seen ? injected : null
}

/** A victim that ends, or is another one, between the look and the blow is no mistake of the drill's. */
async function orNobody<T>({ target, victim }: FaultContext, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof FiredrillError) || error.code !== 'drill-invalid') throw error
    if (victim.identity === null || (await isStillThere(target, victim))) throw error
    throw new NobodyNow(error.code, error.message, { hint: error.hint, cause: error })
  }
}

async function isStillThere(target: Stage['target'], victim: Victim): Promise<boolean> {
  if (target.services?.names.includes(victim.name)) return true
  const now = (await target.instances()).find(({ name }) => name === victim.name)
  return now?.identity != null && sameStart(now.identity, identityOf(victim.identity))
}

/** Ends a fault and proves it. Throws `start-failed` or `never-ready` where what was hit does not get up; `signal` is not the cancelled one of the steps. */
export async function healFault(
  injected: InjectedFault,
  context: Where,
  signal: AbortSignal,
): Promise<boolean> {
  const { fault: kind, intent, window } = injected
  const { stage } = context
  const { victim, args } = intent
  const faultContext = faultContextOf(context, victim, args)
  const heal = () => stage.covered(intent.undo, () => kind.heal(faultContext, intent))
  const names = { fault: intent.fault, window, victim: victim.name }
  const say = ({ seen, what }: FaultEvidence) =>
    stage.journal.write({ type: 'fault-healed', ...names, seen, evidence: what })
  const evidence = await see(heal, stage, HEALED_WITHIN_MS, signal).catch((error: unknown) => {
    if (isNotUp(error)) say({ seen: false, what: [`${error.code}: ${error.message}`] })
    throw error
  })
  injected.healed = evidence.seen
  say(evidence)
  return evidence.seen
}

function faultContextOf(
  { stage: { target, host }, signal, runSignal }: Where,
  victim: Victim,
  args: JsonObject,
): FaultContext {
  return { target, victim, args, net: host.net, clock: host.clock, interrupted: runSignal ?? signal }
}

async function see(
  look: () => Promise<FaultEvidence>,
  stage: Stage,
  withinMs: number,
  signal: AbortSignal,
): Promise<FaultEvidence> {
  const deadlineMs = stage.journal.nowMs() + withinMs
  for (;;) {
    const evidence = await look()
    if (evidence.seen || stage.journal.nowMs() >= deadlineMs) return evidence
    await stage.host.clock.sleep(POLL_MS, signal)
  }
}
