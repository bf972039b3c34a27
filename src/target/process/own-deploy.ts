/** The user's own deploy and rollback: run to their end, and what they changed is taken back with the run. */

import { dirname, join } from 'node:path'
import { runCommand, type Within } from '../app/command.ts'
import { commandUndo } from '../app/command-undo.ts'
import type { Deploy, Release } from '../target.ts'
import type { Fleet } from './fleet.ts'
import type { Runtime } from './runtime.ts'
import { deployCommand } from './user-commands.ts'
import type { Surroundings } from './variables.ts'

/**
 * The signal keeps a command from being begun. One that runs is let come to its end, also when a trigger fires: ended
 * half-way, it would leave the instances on neither release. Only the end of the run ends it.
 */
export function createOwnDeploy(fleet: Fleet, around: Surroundings, runtime: Runtime): Deploy['run'] {
  const { context } = runtime
  const { files } = context.host
  /** As `undo/run-command.ts` reads it. */
  const progress = join(around.state, 'own-deploy')
  /** What served before the first deploy of this run. */
  let first: Release | null = null

  const noted = async (act: Parameters<Within>[1], word: 'back' | 'ended') => {
    await files.makeDir(dirname(progress))
    await files.remove(progress)
    try {
      const written = await act()
      await files.writeAtomic(progress, word)
      return written
    } catch (error) {
      await files.writeAtomic(progress, 'ended')
      throw error
    }
  }
  return async (which, to, from, signal) => {
    signal.throwIfAborted()
    const command = deployCommand(around, which, to, from)
    const isBack = which === 'rollback' && to.version === first?.version
    const isFirst = which === 'deploy' && first === null
    if (isFirst) first = from
    const within: Within = (mark, act) => {
      const run = () => noted(act, isBack ? 'back' : 'ended')
      if (!isFirst) return run()
      // Taken back before what the command started is ended: a rollback is written for instances that are up.
      const undo = commandUndo(deployCommand(around, 'rollback', from, to), mark, around.options, runtime, {
        progress,
      })
      return context.change({ what: `what ${command.what} changes`, undo }, run)
    }
    await whileSwitching(fleet, () => runCommand(command, runtime, context.signal, within))
  }
}

/** While it runs, instances end because it ends them; from then on it may be what has started them. */
async function whileSwitching(fleet: Fleet, run: () => Promise<unknown>): Promise<void> {
  const all = fleet.all()
  for (const managed of all) {
    fleet.asked.add(managed.spec.name)
    managed.expectEnd()
  }
  fleet.adopted = true
  try {
    await run()
  } finally {
    for (const managed of all) {
      fleet.asked.delete(managed.spec.name)
      if ((await managed.processes()).length > 0) managed.expectLife()
    }
  }
}
