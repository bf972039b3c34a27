/** The user's own deploy and rollback, on processes. */
import { createOwnDeploy } from '../app/own-deploy.ts'
import type { Deploy } from '../target.ts'
import type { Fleet } from './fleet.ts'
import type { Runtime } from './runtime.ts'
import { deployCommand } from './user-commands.ts'
import type { Surroundings } from './variables.ts'

export function ownDeployOf(fleet: Fleet, around: Surroundings, runtime: Runtime): Deploy['run'] {
  return createOwnDeploy({
    commandOf: (which, to, from) => deployCommand(around, which, to, from),
    whileSwitching: (run) => whileSwitching(fleet, run),
    inheritEnv: around.options.inheritEnv,
    state: around.state,
    commanding: runtime,
  })
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
