import { expect, test } from 'vitest'
import { unlessAborted } from '../../src/host/unless-aborted.ts'

const never = new Promise<never>(() => undefined)

test('what ends first is handed on, and so is how it failed', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(Promise.resolve(1), signal)).toBe(1)
  await expect(unlessAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no')
})

test('an abort is thrown with its reason, also one that came before', async () => {
  const stopping = new AbortController()
  const waiting = unlessAborted(never, stopping.signal)
  stopping.abort(new Error('SIGINT was received'))
  await expect(waiting).rejects.toThrow('SIGINT was received')
  await expect(unlessAborted(never, stopping.signal)).rejects.toThrow('SIGINT was received')
})

test('work that fails after the abort fails unheard', async () => {
  const stopping = new AbortController()
  let fail = (_error: Error): void => undefined
  const work = new Promise<never>((_, reject) => {
    fail = reject
  })
  const waiting = unlessAborted(work, stopping.signal)
  stopping.abort(new Error('first'))
  await expect(waiting).rejects.toThrow('first')
  fail(new Error('second'))
  await new Promise(setImmediate)
})
