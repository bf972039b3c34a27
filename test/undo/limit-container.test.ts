import { expect, it } from 'vitest'
import { limitContainer } from '../../src/undo/limit-container.ts'
import { ENDPOINT, open, rigWith } from '../target/compose/rig.ts'

const limits = { cpus: 1, memoryBytes: 256 * 2 ** 20 }

it('gives a container the limits that it had, once; one that is gone needs nothing', async () => {
  const { host, runtime, ids } = await rigWith()
  const { engine } = runtime
  const id = ids['web-1'] ?? ''
  const undo = () => limitContainer({ endpoint: ENDPOINT, id, limits }, { host, signal: open, hurry: true })
  await engine.limit(id, { cpus: 0.1, memoryBytes: 64e6 })
  expect(await undo()).toEqual({
    outcome: 'undone',
    healed: true,
    evidence: 'the container shop-web-1-1 has 1 cores, 256 MiB again',
    remedy: null,
  })
  expect((await engine.container(id))?.limits).toEqual(limits)
  expect(await undo()).toMatchObject({ outcome: 'nothing', healed: true })
  await engine.remove(id)
  expect(await undo()).toMatchObject({
    outcome: 'nothing',
    evidence: `there is no container ${id.slice(0, 12)}`,
  })
})

it('is not done when the limits are not seen to be back, and says what to type', async () => {
  const { host, runtime, ids } = await rigWith()
  const id = ids['web-1'] ?? ''
  await runtime.engine.limit(id, { cpus: 0.1, memoryBytes: 0 })
  // An engine that takes the order and does nothing.
  const engines = { ...host.engines, open: () => ({ ...runtime.engine, limit: async () => undefined }) }
  const context = { host: { ...host, engines }, signal: open, hurry: true }
  expect(await limitContainer({ endpoint: ENDPOINT, id, limits }, context)).toMatchObject({
    outcome: 'failed',
    healed: false,
    remedy: 'docker --host unix:///var/run/docker.sock update --cpus 1 --memory 268435456 shop-web-1-1',
  })
})

it.each([
  {
    // As a real engine asks for it: of a container that had none, the quota and all memory that the kernel knows.
    had: { cpus: 0, memoryBytes: 0 },
    is: { cpus: 0.1, memoryBytes: 64e6 },
    asked: [{ CpuQuota: -1 }, { Memory: 2 ** 63 - 4096, MemorySwap: -1 }],
    typed: '--cpu-quota -1 --memory 9223372036854771712 --memory-swap -1',
  },
  {
    had: { cpus: 0.5, memoryBytes: 0 },
    is: { cpus: 0.1, memoryBytes: 0 },
    asked: [{ CpuQuota: 50_000 }, { Memory: 2 ** 63 - 4096, MemorySwap: -1 }],
    typed: '--cpu-quota 50000',
  },
])('what is to be typed is what the engine would be asked for: $typed', async ({ had, is, asked, typed }) => {
  const { host, runtime, ids } = await rigWith()
  const id = ids['web-1'] ?? ''
  await runtime.engine.limit(id, is)
  const deaf = { ...runtime.engine, limit: async () => undefined, limitRequest: async () => asked }
  const engines = { ...host.engines, open: () => deaf }
  const context = { host: { ...host, engines }, signal: open, hurry: true }
  expect(await limitContainer({ endpoint: ENDPOINT, id, limits: had }, context)).toMatchObject({
    outcome: 'failed',
    remedy: `docker --host unix:///var/run/docker.sock update ${typed} shop-web-1-1`,
  })
})
