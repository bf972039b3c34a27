/** A command that takes a change back, as plain data. What of it is a secret stands in the journal by its name alone. */

import { join } from 'node:path'
import type { JsonObject } from '../../drill/model.ts'
import type { UndoSpec } from '../../undo/undo.ts'
import type { Commanding, OneCommand } from './command.ts'
import { ENGINE_VARIABLES } from './environment.ts'

/** They go with the session: what undoes may be in another. */
const OF_THE_SESSION = ['TMPDIR', 'TMP', 'TEMP']

/**
 * What carries the mark ends with the run. `more`: further arguments of the undo `run-command`. Whoever undoes has
 * little of the run's environment (a watchdog), or another (`recover` in another shell). So what the command would be
 * given goes along by value, and what may be a secret by its name.
 */
export function commandUndo(
  { argv, cwd, env, timeoutMs }: OneCommand,
  mark: string,
  { inheritEnv }: { inheritEnv: readonly string[] },
  { baseEnv, context }: Pick<Commanding, 'baseEnv' | 'context'>,
  more: JsonObject = {},
): UndoSpec {
  const names = Object.keys(baseEnv)
  const engine = names.filter((name) => ENGINE_VARIABLES.includes(name))
  // What the user asked to be handed on matters: without it the command might work on something else.
  const theirs = names.filter((name) => inheritEnv.includes(name) && !engine.includes(name))
  const session = names.filter((name) => OF_THE_SESSION.includes(name) && !theirs.includes(name))
  const others = names.filter((name) => ![...engine, ...theirs, ...session].includes(name))
  const values = (of: readonly string[]) => Object.fromEntries(of.map((name) => [name, baseEnv[name] ?? '']))
  const missingFails = theirs.filter((name) => !Object.hasOwn(env, name))
  return {
    kind: 'run-command',
    args: {
      mark,
      argv: [...argv],
      cwd,
      // A person who types the command needs to name the engine too.
      env: { ...values(engine), ...env },
      base: values(others),
      envFrom: Object.fromEntries(missingFails.map((name) => [name, name])),
      inherit: session,
      timeoutMs,
      running: join(context.stateDir, `undo-${mark.split('/').at(-1)}`),
      ...more,
    },
  }
}
