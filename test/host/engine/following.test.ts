import { expect, it } from 'vitest'
import { refused } from '../../../src/host/engine/engine-error.ts'
import { following } from '../../../src/host/engine/following.ts'

const URL = 'unix:///a'
const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

it('ends without an error when it is stopped, as often as it is', async () => {
  const follow = following(URL, untilAborted)
  await Promise.all([follow.stop(), follow.stop()])
  expect(await follow.ended).toBeNull()
})

it('ends without an error when there is nothing more', async () => {
  expect(await following(URL, async () => undefined).ended).toBeNull()
})

it('ends with why it broke off', async () => {
  const broken = following(URL, () => Promise.reject(new Error('aborted')))
  expect(await broken.ended).toMatchObject({
    code: 'engine-unreachable',
    message: expect.stringContaining('(aborted)'),
  })
  const said = refused(URL, 'tell', 500, 'no')
  expect(await following(URL, () => Promise.reject(said)).ended).toBe(said)
})
