import { expect, it } from 'vitest'
import { unpauseContainer } from '../../src/undo/unpause-container.ts'
import { ENDPOINT, open, rigWith } from '../target/compose/rig.ts'

it('lets a frozen container go on, once; one that is gone needs nothing', async () => {
  const { host, runtime, ids } = await rigWith()
  const id = ids['web-1'] ?? ''
  const context = { host, signal: open, hurry: true }
  await runtime.engine.pause(id)
  expect(await unpauseContainer({ endpoint: ENDPOINT, id }, context)).toMatchObject({
    outcome: 'undone',
    evidence: 'the container shop-web-1-1 is running',
  })
  expect(await unpauseContainer({ endpoint: ENDPOINT, id }, context)).toMatchObject({ outcome: 'nothing' })
  await runtime.engine.remove(id)
  expect(await unpauseContainer({ endpoint: ENDPOINT, id }, context)).toMatchObject({
    outcome: 'nothing',
    evidence: `there is no container ${id.slice(0, 12)}`,
  })
})
