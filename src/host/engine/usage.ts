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

export function usageOf(
  { memory_stats: memory, cpu_stats: cpu }: Pick<ContainerStats, 'memory_stats' | 'cpu_stats'>,
  machineBytes: number,
): Usage {
  const limit = memory.limit ?? 0
  const throttled: number | undefined = cpu.throttling_data?.throttled_time
  return {
    memoryBytes: memory.usage ?? 0,
    // Where none is set, the kernel shows all that the machine has, or a number that no machine has.
    memoryLimitBytes: limit >= machineBytes ? 0 : limit,
    throttledMs: throttled === undefined ? null : throttled / NS_OF_MS,
  }
}
