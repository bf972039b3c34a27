import { expect, it } from 'vitest'
import { undoNothing } from '../../src/undo/nothing.ts'

it('nothing says why there is nothing to undo', async () => {
  expect(await undoNothing({ because: 'it only reads' })).toEqual({
    healed: true,
    outcome: 'nothing',
    evidence: 'nothing to undo: it only reads',
    remedy: null,
  })
  await expect(undoNothing({})).rejects.toMatchObject({ code: 'record-invalid' })
})
