import { FiredrillError } from '../../errors.ts'
import { unlessAborted } from '../../host/unless-aborted.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import { lastActs } from '../last-acts.ts'
import type { Stage } from '../stage.ts'
import { unlessHanging } from '../unless-hanging.ts'
import type { Execute } from './step.ts'

/** Calls a handler that the configuration registers by name, its undo on disk before. */
export const act: Execute<'act'> = async (step, { stage, signal, runSignal }) => {
  const handler = stage.handlers[step.handler]
  if (!handler) {
    throw new FiredrillError('handler-unknown', `${step.place}: no handler is called "${step.handler}".`, {
      hint: 'Register it under `handlers` in firedrill.config.ts.',
    })
  }
  const undo: UndoSpec =
    'nothing' in step.undo
      ? { kind: 'nothing', args: { because: step.undo.nothing } }
      : { kind: 'act', args: { handler: step.undo.handler, args: step.undo.args } }
  const what = `act ${step.handler}`
  await stage.change({ what, undo }, () => toItsEnd(what, handler(step.args), runSignal ?? signal, stage))
  return 'done'
}

/**
 * Undone while it is still at work, an act would have its effect after its undo. So when the run is to end it is waited
 * for as long as every last act is. A user's own code may hang: then it is undone all the same, and that is said.
 */
async function toItsEnd(
  what: string,
  work: Promise<unknown>,
  stop: AbortSignal,
  { journal, host, hurrying }: Pick<Stage, 'journal' | 'host' | 'hurrying'>,
): Promise<void> {
  try {
    await unlessAborted(work, stop)
  } catch (error) {
    if (!stop.aborted) throw error
    const ended = await unlessHanging(work, lastActs(hurrying), host.clock)
    if (ended.kind === 'ended') return
    journal.write({ type: 'progress', text: `undone before it had ended: ${what}` })
    throw stop.reason
  }
}
