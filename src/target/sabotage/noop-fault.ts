/**
 * A target whose faults only pretend: the negative control that a verdict must call inconclusive. It cannot be taken
 * for the real one: the kind that stands in every run record says so, and so does a line when it starts.
 */
import type { Instance, RunningTarget, Target } from '../target.ts'

export const SABOTAGED = 'sabotaged: faults do nothing'

/** The same target, with `kill` and `pause` that do nothing but answer as if they had. */
export function sabotageFaults(target: Target): Target {
  return {
    ...target,
    kind: `${target.kind} (${SABOTAGED})`,
    explain: async () => [
      ...(await target.explain()),
      { name: 'target.sabotage', value: SABOTAGED, source: 'target.sabotage' },
    ],
    async start(context) {
      context.progress(`This target is ${SABOTAGED}. It is a negative control.`)
      const running = await target.start(context)
      return pretend(running, () => context.host.clock.monoMs(), context.root)
    },
  }
}

function pretend(running: RunningTarget, nowMs: () => number, cwd: string): RunningTarget {
  const act = (signal: string) => async (instance: Instance) => ({
    atMs: nowMs(),
    command: {
      argv: ['kill', `-${signal}`, String(instance.identity?.process?.pid ?? instance.name)],
      cwd,
      env: {},
    },
  })
  const { lifecycle, suspend } = running
  return {
    ...running,
    ...(lifecycle ? { lifecycle: { ...lifecycle, kill: act('KILL') } } : {}),
    ...(suspend ? { suspend: { ...suspend, pause: act('STOP') } } : {}),
  }
}
