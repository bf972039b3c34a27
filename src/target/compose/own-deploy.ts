/** The user's own deploy and rollback, under Compose: the tag's variable stands for the release that is shipped. */
import type { OneCommand } from '../app/command.ts'
import { createOwnDeploy, deployCommandOf, shippedVariables } from '../app/own-deploy.ts'
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
  const { options, root, logs } = around
  const variables = { ...sharedVariables(around), ...shippedVariables(to, from) }
  const env = composeEnv(around, to.version)
  return deployCommandOf(which, to, { deploy: options.deploy, root, logs, variables, env })
}
