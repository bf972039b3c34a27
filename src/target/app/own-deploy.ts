/** The user's own deploy and rollback: run to their end, and what they changed is taken back with the run. */
import { dirname, join } from 'node:path'
import type { Deploy, Release } from '../target.ts'
import { type Commanding, type OneCommand, runCommand, type Within } from './command.ts'
import { commandUndo } from './command-undo.ts'

export interface OwnDeploy {
  /** Throws `capability-missing` where the configuration has no such command. */
  commandOf(which: 'deploy' | 'rollback', to: Release, from: Release): OneCommand
  /** While it runs, instances end because it ends them. */
  whileSwitching(run: () => Promise<unknown>): Promise<void>
  /** Names of variables that the user asked to be handed on. */
  inheritEnv: readonly string[]
  /** The run's own directory. */
  state: string
  commanding: Commanding
}

/**
 * The signal keeps a command from being begun. One that runs is let come to its end, also when a trigger fires: ended
 * half-way, it would leave the instances on neither release. Only the end of the run ends it.
 */
export function createOwnDeploy(own: OwnDeploy): Deploy['run'] {
  const { commandOf, commanding, inheritEnv } = own
  const { context } = commanding
  const { files } = context.host
  /** As `undo/run-command.ts` reads it. */
  const progress = join(own.state, 'own-deploy')
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
    const command = commandOf(which, to, from)
    const isBack = which === 'rollback' && to.version === first?.version
    const isFirst = which === 'deploy' && first === null
    if (isFirst) first = from
    const within: Within = (mark, act) => {
      const run = () => noted(act, isBack ? 'back' : 'ended')
      if (!isFirst) return run()
      // Taken back before what the command started is ended: a rollback is written for instances that are up.
      const undo = commandUndo(commandOf('rollback', from, to), mark, { inheritEnv }, commanding, {
        progress,
      })
      return context.change({ what: `what ${command.what} changes`, undo }, run)
    }
    await own.whileSwitching(() => runCommand(command, commanding, context.signal, within))
  }
}

/** What its templates may say beside what every command may: `{release}` is where it lies, `{previous}` what served. */
export function shippedVariables(
  to: Pick<Release, 'version' | 'where'>,
  from: Pick<Release, 'version' | 'where'>,
) {
  return { version: to.version, release: to.where, previous: from.where, 'previous.version': from.version }
}
