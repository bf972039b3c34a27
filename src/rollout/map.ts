import type { Strategy } from '../target/target.ts'
import { blueGreen } from './blue-green.ts'
import { canary } from './canary.ts'
import { command } from './command.ts'
import { rolling } from './rolling.ts'
import type { Rollout } from './rollout.ts'

/** Every way in which a release is shipped. */
export const rollouts: Readonly<Record<Strategy['kind'], Rollout>> = {
  command,
  rolling,
  'blue-green': blueGreen,
  canary,
}
