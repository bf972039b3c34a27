import type { HostConfig } from 'dockerode'
import type { Connection } from './connection.ts'
import type { Engine, Limits } from './engine.ts'

const NANO = 1e9
/** Docker's own, in µs. */
const PERIOD = 100_000
/** An engine cannot take a limit of memory away, only raise it: what is as high as this is none. */
const NO_MEMORY_LIMIT = 2 ** 50

type Given = Pick<HostConfig, 'NanoCpus' | 'CpuPeriod' | 'CpuQuota' | 'Memory' | 'MemorySwap'>

export function limitsOf({ NanoCpus = 0, CpuPeriod = 0, CpuQuota = 0, Memory = 0 }: Given): Limits {
  const byQuota = CpuQuota > 0 ? CpuQuota / (CpuPeriod || PERIOD) : 0
  return {
    cpus: NanoCpus > 0 ? NanoCpus / NANO : byQuota,
    memoryBytes: Memory >= NO_MEMORY_LIMIT ? 0 : Math.max(0, Memory),
  }
}

/**
 * What to ask for. CPU time is limited in one of two ways, and an engine refuses the other once the first was used: a
 * container that was made with a limit keeps `NanoCpus`, which can be changed but not taken away; any other gets a
 * quota, which can.
 */
export function changeOf(
  now: Given,
  { cpus, memoryBytes }: Limits,
  engineCpus: number,
): Record<string, number> {
  const byQuota = { CpuPeriod: PERIOD, CpuQuota: cpus > 0 ? Math.round(cpus * PERIOD) : -1 }
  const Memory = memoryBytes > 0 ? memoryBytes : NO_MEMORY_LIMIT
  const swap = now.MemorySwap ?? 0
  return {
    ...((now.NanoCpus ?? 0) > 0 ? { NanoCpus: Math.round((cpus || engineCpus) * NANO) } : byQuota),
    Memory,
    // Memory and swap together, which may not be less than memory; 0 and below: no limit.
    MemorySwap: swap > 0 ? Math.max(swap, Memory) : -1,
  }
}

export function limitsBy(connection: Connection): Pick<Engine, 'limit' | 'limitRequest'> {
  const words = (id: string) => `limit the container ${id}`
  const limitRequest = async (id: string, limits: Limits) => {
    const now = await connection.ask(words(id), (docker) => docker.getContainer(id).inspect())
    const { NCPU } = await connection.ask(words(id), (docker) => docker.info() as Promise<{ NCPU: number }>)
    return changeOf(now.HostConfig, limits, NCPU)
  }
  return {
    limitRequest,
    async limit(id, limits) {
      const change = await limitRequest(id, limits)
      await connection.ask(words(id), (docker) => docker.getContainer(id).update(change))
    },
  }
}
