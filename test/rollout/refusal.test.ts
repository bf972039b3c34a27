import { expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import { putBackFor, puttingBack, refusalOf, unlessCancelled } from '../../src/rollout/refusal.ts'
import { onFake } from './on-fake.ts'

test('what blames the release is a refusal, with what to do', () => {
  const error = new FiredrillError('never-ready', 'web-1 was not ready.', { hint: 'See its log.' })
  expect(refusalOf(error)).toEqual({ code: 'never-ready', detail: 'web-1 was not ready. See its log.' })
})

test('anything else is an error', () => {
  expect(refusalOf(new FiredrillError('internal', 'x', { hint: '' }))).toBeNull()
  expect(refusalOf(new Error('never-ready'))).toBeNull()
})

test('what is thrown once it is cancelled is how it ended', async () => {
  const fails = () => Promise.reject(new Error('x'))
  expect(await unlessCancelled({ signal: AbortSignal.abort() }, fails)).toEqual({ outcome: 'cancelled' })
  await expect(unlessCancelled({ signal: new AbortController().signal }, fails)).rejects.toThrow('x')
})

const ended = new FiredrillError('start-failed', 'web-1 ended before it was ready.', { hint: 'See its log.' })

test('what fails once it is cancelled is not put back, and nothing is decided', async () => {
  const { context, cancel, told } = await onFake()
  let putBack = false
  const ship = async () => {
    cancel()
    throw ended
  }
  const shipping = puttingBack(context, ship, async () => {
    putBack = true
  })
  await expect(shipping).rejects.toBe(ended)
  expect([putBack, told]).toEqual([false, []])
})

test('a way back that is cancelled is no refusal', async () => {
  const { context, cancel, told } = await onFake()
  const refusal = { code: 'never-ready', detail: 'web-2 was not ready.' } as const
  const back = putBackFor(context, refusal, async () => {
    cancel()
    throw ended
  })
  await expect(back).rejects.toBe(ended)
  expect(told).not.toContain('went back')
})
