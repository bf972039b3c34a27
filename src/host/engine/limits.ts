import type { HostConfig } from 'dockerode'
import type { Connection } from './connection.ts'
import type { Engine, Limits } from './engine.ts'

const NANO = 1e9
/** Docker's own, in µs. */
const PERIOD = 100_000
/** What is as high as this is no limit of memory. */
const NO_MEMORY_LIMIT = 2 ** 50
/** An engine cannot take one away, only raise it; to this, the most that the kernel knows, which means none there. */
const ALL_MEMORY = 2 ** 63 - 4096

type Given = Pick<HostConfig, 'NanoCpus' | 'CpuPeriod' | 'CpuQuota' | 'Memory' | 'MemorySwap'>

export function limitsOf({ NanoCpus = 0, CpuPeriod = 0, CpuQuota = 0, Memory = 0 }: Given): Limits {
  const byQuota = CpuQuota > 0 ? CpuQuota / (CpuPeriod || PERIOD) : 0
  return {
    cpus: NanoCpus > 0 ? NanoCpus / NANO : byQuota,
    memoryBytes: Memory >= NO_MEMORY_LIMIT ? 0 : Math.max(0, Memory),
  }
}

/** What to ask for so that these are in force: only of what is otherwise now, which may be nothing. */
export function changeOf(now: Given, limits: Limits, engineCpus: number): Record<string, number> {
  const { cpus, memoryBytes } = limitsOf(now)
  return {
    ...(cpus === limits.cpus ? {} : cpuRequest(now, limits.cpus, engineCpus)),
    ...(memoryBytes === limits.memoryBytes ? {} : memoryRequest(now, limits.memoryBytes)),
  }
}

/**
 * CPU time is limited in one of two ways, and an engine refuses the other once the first was used: a container that was
 * made with a limit keeps `NanoCpus`, which can be changed but not taken away; any other gets a quota, which can. Its
 * period stays as it is: an engine never takes one away, and refuses `docker update --cpus` from then on.
 */
function cpuRequest({ NanoCpus = 0, CpuPeriod = 0 }: Given, cpus: number, engineCpus: number) {
  if (NanoCpus > 0) return { NanoCpus: Math.round((cpus || engineCpus) * NANO) }
  return { CpuQuota: cpus > 0 ? Math.round(cpus * (CpuPeriod || PERIOD)) : -1 }
}

function memoryRequest({ MemorySwap = 0 }: Given, memoryBytes: number) {
  const Memory = memoryBytes > 0 ? memoryBytes : ALL_MEMORY
  // Memory and swap together, which may not be less than memory; 0 and below: no limit.
  return { Memory, MemorySwap: MemorySwap > 0 ? Math.max(MemorySwap, Memory) : -1 }
}

/**
 * In words, what an engine shows otherwise than before once `to` was in force and `was` is again: it takes no limit
 * away. In force, all is as before.
 */
export function shownOtherwise(was: Limits, to: Limits): string[] {
  return [
    ...(was.cpus === 0 && to.cpus !== 0 ? ['all cores are shown as CpuQuota -1'] : []),
    ...(was.memoryBytes === 0 && to.memoryBytes !== 0
      ? ['all memory is shown as a limit that no machine reaches (8 EiB), without one of swap']
      : []),
  ]
}

export function limitsBy(connection: Connection): Pick<Engine, 'limit' | 'limitRequest'> {
  const words = (id: string) => `limit the container ${id}`
  const look = async (id: string) => {
    const now = await connection.ask(words(id), (docker) => docker.getContainer(id).inspect())
    const { NCPU } = await connection.ask(words(id), (docker) => docker.info() as Promise<{ NCPU: number }>)
    return { now: now.HostConfig, cores: NCPU }
  }
  return {
    async limitRequest(id, { cpus, memoryBytes }) {
      const { now, cores } = await look(id)
      return [cpuRequest(now, cpus, cores), memoryRequest(now, memoryBytes)]
    },
    async limit(id, limits) {
      const { now, cores } = await look(id)
      const change = changeOf(now, limits, cores)
      if (Object.keys(change).length === 0) return
      await connection.ask(words(id), (docker) => docker.getContainer(id).update(change))
    },
  }
}
