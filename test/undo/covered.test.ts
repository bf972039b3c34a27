import { expect, it } from 'vitest'
import { undoCovered } from '../../src/undo/covered.ts'

it('covered says which undo heals it', async () => {
  expect(await undoCovered({ by: 'end web-1' })).toEqual({
    healed: true,
    outcome: 'nothing',
    evidence: 'healed with: end web-1',
    remedy: null,
  })
  await expect(undoCovered({})).rejects.toMatchObject({ code: 'record-invalid' })
})
