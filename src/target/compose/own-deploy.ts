/** The user's own deploy and rollback, under Compose: the tag's variable stands for the release that is shipped. */
import { join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import { durationMs } from '../../units.ts'
import type { OneCommand } from '../app/command.ts'
import { createOwnDeploy, shippedVariables } from '../app/own-deploy.ts'
import { argvOf, directory, expandAll } from '../app/templates.ts'
import type { Deploy, Release } from '../target.ts'
import { composeEnv } from './compose-env.ts'
import type { Runtime } from './runtime.ts'
import { type Surroundings, sharedVariables } from './surroundings.ts'

export function ownDeployOf(around: Surroundings, runtime: Runtime): Deploy['run'] {
  const { fleet } = runtime
  return createOwnDeploy({
    commandOf: (which, to, from) => deployCommand(around, which, to, from),
    async whileSwitching(run) {
      const all = [...fleet.all]
      for (const name of all) fleet.asked.add(name)
      try {
        await run()
      } finally {
        for (const name of all) fleet.asked.delete(name)
      }
    },
    inheritEnv: around.options.inheritEnv,
    state: around.state,
    commanding: runtime,
  })
}

type Shipped = Pick<Release, 'version' | 'where'>

/** Throws `capability-missing` where the configuration has no such commands. */
export function deployCommand(
  around: Surroundings,
  which: 'deploy' | 'rollback',
  to: Shipped,
  from: Shipped,
): OneCommand {
  const { deploy } = around.options
  if (!deploy || !('run' in deploy))
    throw new FiredrillError('capability-missing', `The configuration has no command for a ${which}.`, {
      hint: 'Give yours: deploy: { run, rollback }.',
    })
  const variables = { ...sharedVariables(around), ...shippedVariables(to, from) }
  return {
    what: which === 'deploy' ? `deploy ${to.version}` : `roll back to ${to.version}`,
    argv: argvOf(which === 'deploy' ? deploy.run : deploy.rollback, variables),
    cwd: directory(around.root, deploy.cwd, variables),
    env: { ...composeEnv(around, to.version), ...expandAll(deploy.env, variables) },
    timeoutMs: durationMs(deploy.timeout),
    log: join(around.logs, `${which}.log`),
  }
}
