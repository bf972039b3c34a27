/** The user's own deploy and rollback: run to their end, and what they changed is taken back with the run. */
import { dirname, join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import { durationMs } from '../../units.ts'
import type { Deploy, Release } from '../target.ts'
import { type Commanding, type OneCommand, runCommand, type Within } from './command.ts'
import { commandUndo } from './command-undo.ts'
import type { DeployOptions } from './release-options.ts'
import { argvOf, directory, expandAll, type Variables } from './templates.ts'

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

export interface ShippedFrom {
  deploy: DeployOptions | undefined
  root: string
  logs: string
  variables: Variables
  /** Below what the configuration gives for the command. */
  env: Readonly<Record<string, string>>
}

/** Throws `capability-missing` where the configuration has no such commands. */
export function deployCommandOf(
  which: 'deploy' | 'rollback',
  to: Pick<Release, 'version'>,
  { deploy, root, logs, variables, env }: ShippedFrom,
): OneCommand {
  if (!deploy || !('run' in deploy))
    throw new FiredrillError('capability-missing', `The configuration has no command for a ${which}.`, {
      hint: 'Give yours: deploy: { run, rollback }.',
    })
  return {
    what: which === 'deploy' ? `deploy ${to.version}` : `roll back to ${to.version}`,
    argv: argvOf(which === 'deploy' ? deploy.run : deploy.rollback, variables),
    cwd: directory(root, deploy.cwd, variables),
    env: { ...env, ...expandAll(deploy.env, variables) },
    timeoutMs: durationMs(deploy.timeout),
    log: join(logs, `${which}.log`),
  }
}

/** What its templates may say beside what every command may: `{release}` is where it lies, `{previous}` what served. */
export function shippedVariables(
  to: Pick<Release, 'version' | 'where'>,
  from: Pick<Release, 'version' | 'where'>,
) {
  return { version: to.version, release: to.where, previous: from.where, 'previous.version': from.version }
}
