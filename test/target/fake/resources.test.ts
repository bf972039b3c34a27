import { expect, it } from 'vitest'
import { startedFake } from './started.ts'

it('feels a limit of CPU at each look, and of memory as it is set', async () => {
  const { running, fake } = await startedFake()
  const [victim] = await running.instances()
  const resources = running.resources!
  expect(await resources.felt(victim!)).toMatchObject({ memoryLimitBytes: 0, throttledMs: 0 })
  await resources.squeeze(victim!, { cpus: 0.1, memoryBytes: 5 })
  const [first, second] = [await resources.felt(victim!), await resources.felt(victim!)]
  expect(first.memoryLimitBytes).toBe(5)
  expect(second.throttledMs).toBeGreaterThan(first.throttledMs!)
  fake.crash('web-1')
  await expect(resources.felt(victim!)).rejects.toThrow('is down')
  expect(await resources.limits(victim!)).toEqual({ cpus: 0.1, memoryBytes: 5 })
})
