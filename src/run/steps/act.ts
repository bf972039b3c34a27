import { FiredrillError } from '../../errors.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import { unlessAborted } from '../unless-aborted.ts'
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
  await stage.change({ what: `act ${step.handler}`, undo }, () =>
    // A user's own code may hang: at the end of the run it is not waited for, and is undone all the same.
    unlessAborted(handler(step.args), runSignal ?? signal),
  )
  return 'done'
}
