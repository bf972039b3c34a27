import { expect, it } from 'vitest'
import { refused, tooLate } from '../../../src/host/engine/engine-error.ts'
import { unlessMissing } from '../../../src/host/engine/missing.ts'

it('gives something else for what an engine does not have, and for nothing else', async () => {
  expect(await unlessMissing(Promise.resolve(1), 2)).toBe(1)
  expect(await unlessMissing(Promise.reject(refused('u', 'show', 404, 'No such thing')), 2)).toBe(2)
  for (const error of [refused('u', 'show', 409, 'busy'), tooLate('u', 1), new Error('404')]) {
    await expect(unlessMissing(Promise.reject(error), 2)).rejects.toBe(error)
  }
})
