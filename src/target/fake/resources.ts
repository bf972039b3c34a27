/** Limits of the fake's instances. Each wants all the CPU that there is, so that a limit is felt at once. */
import type { Resources, TargetContext } from '../target.ts'
import { type FakeApp, find, typed, up } from './app.ts'

export function resourcesOf(app: FakeApp, { host }: TargetContext): Resources {
  let looks = 0
  return {
    limits: async ({ name }) => ({ ...find(app, name).limits }),
    async felt(victim) {
      const { limits } = up(app, victim)
      looks++
      return {
        memoryBytes: app.settings.memoryBytes,
        memoryLimitBytes: limits.memoryBytes,
        throttledMs: app.settings.throttles && limits.cpus > 0 ? looks : 0,
      }
    },
    squeezeUndo: ({ name }) => ({ kind: 'covered', args: { by: `end ${find(app, name).name}` } }),
    async squeeze(victim, to) {
      const atMs = host.clock.monoMs()
      up(app, victim).limits = { ...to }
      return { atMs, command: typed(['fake-squeeze', victim.name]) }
    },
    async release({ name }, to) {
      find(app, name).limits = { ...to }
    },
  }
}
