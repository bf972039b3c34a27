/** A container that is not the run's, squeezed and let go again: as it was, for the kernel and for its owner. */
import { afterEach, describe, expect, it } from 'vitest'
import { findEndpoint } from '../../src/host/engine/endpoint.ts'
import type { Limits } from '../../src/host/engine/engine.ts'
import { nodeHost } from '../../src/host/node.ts'
import { runUndo } from '../../src/undo/map.ts'
import { output, run } from './commands.ts'
import { lacks, tellSkipped } from './lacks.ts'

const NODE = process.env.NODE_IMAGE ?? 'node:24'
/** Of control groups of either version. */
const IN_FORCE =
  'cd /sys/fs/cgroup; cat cpu.max memory.max memory.swap.max cpu/cpu.cfs_quota_us cpu/cpu.cfs_period_us memory/memory.limit_in_bytes 2>/dev/null; true'

describe.skipIf(tellSkipped(await lacks()))('a container of somebody else', () => {
  const host = nodeHost()
  let id = ''

  afterEach(() => output(['docker', 'rm', '--force', id]))

  async function squeezed(made: readonly string[], to: Partial<Limits>) {
    const { url } = await findEndpoint(host)
    const endpoint = { url, tls: null }
    const engine = host.engines.open(endpoint)
    id = await output(['docker', 'run', '--detach', '--network', 'none', ...made, NODE, 'sleep', '300'])
    const was = (await engine.container(id))?.limits ?? { cpus: 0, memoryBytes: 0 }
    const before = { shown: await shown(), inForce: await inForce() }
    await engine.limit(id, { ...was, ...to })
    expect((await engine.container(id))?.limits).toEqual({ ...was, ...to })
    expect(await inForce()).not.toBe(before.inForce)
    const undo = { kind: 'limit-container', args: { endpoint, id, limits: { ...was } } }
    const outcome = await runUndo(undo, { host, signal: AbortSignal.timeout(10_000), hurry: false })
    expect(outcome).toMatchObject({ outcome: 'undone', healed: true })
    expect(await inForce()).toBe(before.inForce)
    return { before: before.shown, after: await shown(), evidence: outcome.evidence }
  }

  async function shown(): Promise<object> {
    const config = JSON.parse(await output(['docker', 'inspect', '--format', '{{json .HostConfig}}', id]))
    const { NanoCpus, CpuPeriod, CpuQuota, Memory, MemorySwap } = config
    return { NanoCpus, CpuPeriod, CpuQuota, Memory, MemorySwap }
  }

  function inForce(): Promise<string> {
    return output(['docker', 'exec', id, 'sh', '-c', IN_FORCE])
  }

  it('that has no limits: what was not squeezed is not touched, and its owner may limit it', async () => {
    const { before, after, evidence } = await squeezed([], { cpus: 0.2 })
    expect(after).toEqual({ ...before, CpuQuota: -1 })
    expect(evidence).toMatch(/has all cores, all memory again; all cores are shown as CpuQuota -1$/)
    const theirs = await run(['docker', 'update', '--cpus', '1', id])
    expect(theirs.code, theirs.stderr).toBe(0)
  })

  it('that has no limits, in its memory: none is in force again, and it is said how that is shown', async () => {
    const { before, after, evidence } = await squeezed([], { memoryBytes: 64 * 2 ** 20 })
    expect(after).toMatchObject({ ...before, Memory: expect.any(Number), MemorySwap: -1 })
    expect(evidence).toContain('all memory is shown as a limit that no machine reaches (8 EiB)')
  })

  it.each([
    { made: ['--cpus', '0.5', '--memory', '128m'] },
    { made: ['--cpu-period', '50000', '--cpu-quota', '25000', '--memory', '128m', '--memory-swap', '128m'] },
  ])('that was made with $made: it has just these again', async ({ made }) => {
    const { before, after, evidence } = await squeezed(made, { cpus: 0.1, memoryBytes: 64 * 2 ** 20 })
    expect(after).toEqual(before)
    expect(evidence).toMatch(/has 0\.5 cores, 128 MiB again$/)
  })
})
