/** A target whose faults only pretend: the negative control that a verdict must call inconclusive. */
import type { RunningTarget, Target, Victim } from '../target.ts'
import { sabotaged } from './sabotaged.ts'

export const SABOTAGED = 'sabotaged: faults do nothing'

/** The same target, with faults (`kill`, `pause`, `crash`, `lose`, `disturb`, …) that do nothing but answer as if they had. */
export function sabotageFaults(target: Target): Target {
  return sabotaged(target, SABOTAGED, (running, { host, root }) =>
    pretend(running, () => host.clock.monoMs(), root),
  )
}

function pretend(running: RunningTarget, nowMs: () => number, cwd: string): RunningTarget {
  const typed = (signal: string, whom: string) => ({
    atMs: nowMs(),
    command: { argv: ['kill', `-${signal}`, whom], cwd, env: {} },
  })
  const act = (signal: string) => async (victim: Victim) =>
    typed(signal, String(victim.identity?.process?.pid ?? victim.name))
  const { lifecycle, suspend, network, resources, storage, crash, services, links } = running
  return {
    ...running,
    ...(lifecycle ? { lifecycle: { ...lifecycle, kill: act('KILL') } } : {}),
    ...(suspend ? { suspend: { ...suspend, pause: act('STOP') } } : {}),
    ...(network ? { network: { ...network, disconnect: act('NONE') } } : {}),
    ...(resources ? { resources: { ...resources, squeeze: act('NONE') } } : {}),
    ...(storage ? { storage: { ...storage, fill: act('NONE') } } : {}),
    ...(crash ? { crash: { ...crash, crash: act('ABRT') } } : {}),
    ...(links ? { links: { ...links, disturb: async (name) => typed('NONE', name) } } : {}),
    ...(services
      ? { services: { ...services, lose: async (name, as) => typed(as === 'hang' ? 'STOP' : 'TERM', name) } }
      : {}),
  }
}
