/** A command that takes a change back, as it stands in the journal: plain data, and never a secret. */

import type { JsonObject } from '../../drill/model.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import type { Commanding, OneCommand } from './command.ts'

/** What carries the mark ends with the run. `more`: further arguments of the undo `run-command`. */
export function commandUndo(
  { argv, cwd, env, timeoutMs }: OneCommand,
  mark: string,
  { inheritEnv }: { inheritEnv: readonly string[] },
  commanding: Commanding,
  more: JsonObject = {},
): UndoSpec {
  const { redact, baseEnv } = commanding
  const { plain, secret } = apart(env, commanding)
  // What the user asked to be handed on matters: without it the command might work on something else.
  const theirs = Object.keys(baseEnv).filter((name) => inheritEnv.includes(name) && !Object.hasOwn(env, name))
  const inherit = Object.keys(baseEnv).filter((name) => !theirs.includes(name))
  const envFrom = { ...Object.fromEntries(theirs.map((name) => [name, name])), ...secret }
  // A secret that stands in the arguments is in no journal: a person has to type it.
  const byHand = argv.some((each) => redact(each) !== each)
  const shown = argv.map(redact)
  return {
    kind: 'run-command',
    args: { mark, argv: shown, cwd, env: plain, envFrom, inherit, timeoutMs, byHand, ...more },
  }
}

/**
 * Of each value that is a secret, the variable of firedrill's own environment that holds it; of one that none holds,
 * its own name, for a person to set. A run that ends by itself and `firedrill recover` have that environment; the
 * watchdog has not, and says what is left to do.
 */
function apart(env: Readonly<Record<string, string>>, { redact, context }: Commanding) {
  const plain: Record<string, string> = {}
  const secret: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (redact(value) === value) plain[name] = value
    else secret[name] = Object.entries(context.host.env).find(([, held]) => held === value)?.[0] ?? name
  }
  return { plain, secret }
}
