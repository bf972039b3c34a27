/** What `stop` and `restart` share: an instance is asked to end, and is started again; what was seen is a finding. */
import { FiredrillError } from '../../errors.ts'
import type { Instance, Lifecycle } from '../../target/target.ts'
import { formatMs } from '../../units.ts'
import { find } from './finding.ts'
import type { StepContext } from './step.ts'

/** Throws `capability-missing`. */
export function lifecycleOf({ stage }: Pick<StepContext, 'stage'>): Lifecycle {
  const { lifecycle } = stage.target
  if (lifecycle) return lifecycle
  throw new FiredrillError('capability-missing', 'This target cannot stop and start its instances.', {
    hint: 'Use a target with the lifecycle capability.',
  })
}

/** Asks an instance to end, and journals how it did. */
export async function end({ name, identity }: Instance, context: StepContext): Promise<void> {
  const { stage, window } = context
  const lifecycle = lifecycleOf(context)
  const askedMs = stage.journal.nowMs()
  const stopped = await lifecycle.stop(name)
  stage.journal.write({ type: 'stopped', window, name, askedMs, ...stopped })
  const { exitCode, signal, tookMs, killed } = stopped
  const { drainMs, stopLimitMs } = lifecycle
  const limit = formatMs(stopLimitMs)
  const inTime = drainMs === null ? limit : `its drain time of ${formatMs(drainMs)}`
  const how = signal === null ? `exit code ${exitCode ?? 'not known'}` : `ended by ${signal}`
  find(context, {
    what: `${name} ends with exit code 0 within ${inTime}`,
    // What was down before cannot show how it ends.
    holds: identity === null ? null : exitCode === 0 && !killed && tookMs <= (drainMs ?? stopLimitMs),
    evidence:
      identity === null
        ? [`${name} was down already`]
        : [`${how} after ${formatMs(tookMs)}`, ...(killed ? [`it was killed after ${limit}`] : [])],
  })
}

/** Starts an instance that is down. False: it did not get up, which is a finding, not an error. */
export async function startAgain(name: string, context: StepContext): Promise<boolean> {
  return orFound(name, context, async () => {
    await lifecycleOf(context).start(name, context.signal)
    return true
  })
}

/** What `start` gives; false with a finding where the instance did not get up. Throws what else goes wrong. */
export async function orFound(
  name: string,
  context: StepContext,
  start: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await start()
  } catch (error) {
    if (!isNotUp(error)) throw error
    find(context, {
      what: `${name} starts again`,
      holds: false,
      evidence: [`${error.code}: ${error.message}`],
    })
    return false
  }
}

/** Something that was started ended, or did not get ready: its own doing, and no error of the harness. */
export function isNotUp(error: unknown): error is FiredrillError {
  return error instanceof FiredrillError && NOT_UP.has(error.code)
}

const NOT_UP = new Set(['start-failed', 'never-ready'])
