import { expect, it } from 'vitest'
import { createFakeTarget } from '../../../src/target/fake.ts'
import { sabotaged } from '../../../src/target/sabotage/sabotaged.ts'
import { createWorld } from '../recorder.ts'

it('is the target, pretending, and says so wherever it shows', async () => {
  const world = await createWorld()
  const target = sabotaged(createFakeTarget(), 'broken on purpose', (running) => ({
    ...running,
    cpuMs: async () => 42,
  }))
  const running = await target.start(world.context)
  expect(await running.cpuMs()).toBe(42)
  expect(target.kind).toBe('fake (broken on purpose)')
  expect(world.progress.join()).toContain('broken on purpose. It is a negative control.')
  expect(await target.explain(world.host)).toContainEqual({
    name: 'target.sabotage',
    value: 'broken on purpose',
    source: 'target.sabotage',
  })
  await running.stop()
  await world.close()
})
