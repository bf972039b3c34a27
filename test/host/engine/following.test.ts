import { expect, it } from 'vitest'
import { refused } from '../../../src/host/engine/engine-error.ts'
import { brokenOff, following } from '../../../src/host/engine/following.ts'

const URL = 'unix:///a'
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))

it('ends when it is stopped, as often as it is', async () => {
  const follow = following(untilAborted)
  await Promise.all([follow.stop(), follow.stop()])
  expect(await follow.ended).toBeUndefined()
})

it('ends when there is nothing more', async () => {
  expect(await following(async () => undefined).ended).toBeUndefined()
})

it('says why it broke off', () => {
  expect(brokenOff(URL, new Error('aborted'))).toMatchObject({
    code: 'engine-unreachable',
    message: expect.stringContaining('(aborted)'),
  })
  const said = refused(URL, 'tell', 500, 'no')
  expect(brokenOff(URL, said)).toBe(said)
})
