/** A command that takes a change back, as plain data. What of it is a secret stands in the journal by its name alone. */

import type { JsonObject } from '../../drill/model.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import type { Commanding, OneCommand } from './command.ts'

/** What carries the mark ends with the run. `more`: further arguments of the undo `run-command`. */
export function commandUndo(
  { argv, cwd, env, timeoutMs }: OneCommand,
  mark: string,
  { inheritEnv }: { inheritEnv: readonly string[] },
  { baseEnv }: Pick<Commanding, 'baseEnv'>,
  more: JsonObject = {},
): UndoSpec {
  // What the user asked to be handed on matters: without it the command might work on something else.
  const theirs = Object.keys(baseEnv).filter((name) => inheritEnv.includes(name) && !Object.hasOwn(env, name))
  const inherit = Object.keys(baseEnv).filter((name) => !theirs.includes(name))
  const envFrom = Object.fromEntries(theirs.map((name) => [name, name]))
  return {
    kind: 'run-command',
    args: { mark, argv: [...argv], cwd, env: { ...env }, envFrom, inherit, timeoutMs, ...more },
  }
}
