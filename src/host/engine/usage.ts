import type { ContainerStats } from 'dockerode'
import type { Connection } from './connection.ts'
import { containerOf } from './container.ts'
import type { Engine, Usage } from './engine.ts'
import { refused } from './engine-error.ts'

const NS_OF_MS = 1e6
const CONFLICT = 409

export function usageBy(connection: Connection): Pick<Engine, 'usage'> {
  return {
    async usage(id) {
      const what = `tell the use of the container ${id}`
      const seen = await connection.ask(what, (docker) => docker.getContainer(id).inspect())
      // Of one that does not run, an engine gives zeros.
      if (containerOf(seen).pid === null)
        throw refused(connection.url, what, CONFLICT, `Container ${id} is not running`)
      const stats = await connection.ask(what, (docker) =>
        docker.getContainer(id).stats({ stream: false, 'one-shot': true }),
      )
      const { MemTotal } = await connection.ask(
        what,
        (docker) => docker.info() as Promise<{ MemTotal: number }>,
      )
      return usageOf(stats, MemTotal)
    },
  }
}

/**
 * A zero of what cannot be zero is what an engine says that does not tell. Podman fills in its throttling data with zeros
 * whatever happens, and is known by a share of CPU (`cpu`) that Docker does not give. Source: containers_stats_linux.go.
 */
export function usageOf(
  { memory_stats: memory, cpu_stats: cpu }: Pick<ContainerStats, 'memory_stats' | 'cpu_stats'>,
  machineBytes: number,
): Usage {
  const limit = memory.limit || null
  const throttled: number | undefined = cpu.throttling_data?.throttled_time
  const isTold = throttled !== undefined && !(throttled === 0 && 'cpu' in cpu)
  return {
    memoryBytes: usedOf(memory),
    // Where none is set, the kernel shows all that the machine has, or a number that no machine has.
    memoryLimitBytes: limit !== null && limit >= machineBytes ? 0 : limit,
    throttledMs: isTold ? throttled / NS_OF_MS : null,
  }
}

/**
 * Without the files that the kernel keeps at hand and gives up as soon as memory is wanted, as `docker stats` counts it:
 * an app that reads files uses no more for that. cgroup v1 names them `total_inactive_file`, with those of its children.
 */
function usedOf({ usage, stats }: ContainerStats['memory_stats']): number | null {
  if (!usage) return null
  const of: Readonly<Record<string, number | undefined>> = { ...stats }
  const kept = of.total_inactive_file ?? of.inactive_file ?? 0
  return kept < usage ? usage - kept : usage
}
