/** Instances that a rollout starts beside those of the configuration, by the names that it gives them. */
import type { Strategy } from '../target.ts'

export const CANARY = 'canary'
export const CONTROL = 'control'

export function furtherInstances(strategy: Strategy | null, instances: readonly string[]): string[] {
  switch (strategy?.kind) {
    case 'blue-green':
      return secondSet(instances)
    case 'canary':
      return [CANARY, CONTROL]
    default:
      return []
  }
}

export function secondSet(instances: readonly string[]): string[] {
  return instances.map((name) => `${name}-green`)
}
