import { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Unanswered } from '../../../../src/target/sabotage/wire/unanswered.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watching() {
  let met = 0
  const unanswered = new Unanswered(() => (met += 1))
  const request = {} as IncomingMessage
  const response = new EventEmitter() as ServerResponse
  unanswered.watch(request, response)
  return { unanswered, request, response, met: () => met }
}

it('tells of a request that was not answered within a second, once', () => {
  const { unanswered, request, met } = watching()
  vi.advanceTimersByTime(999)
  expect(met()).toBe(0)
  vi.advanceTimersByTime(1)
  expect(met()).toBe(1)
  unanswered.met(request)
  expect(met()).toBe(1)
})

it('tells of one that is refused at once, and waits no longer', () => {
  const { unanswered, request, met } = watching()
  unanswered.met(request)
  vi.advanceTimersByTime(5000)
  expect(met()).toBe(1)
})

it('tells nothing of one that is answered in time, unless the answer breaks off', () => {
  const { unanswered, request, met } = watching()
  unanswered.answered(request)
  vi.advanceTimersByTime(5000)
  expect(met()).toBe(0)
  unanswered.met(request)
  expect(met()).toBe(1)
})

it('tells nothing of one whose user has gone, or that is not watched', () => {
  const { unanswered, request, response, met } = watching()
  response.emit('close')
  vi.advanceTimersByTime(5000)
  unanswered.met(request)
  unanswered.met({} as IncomingMessage)
  expect(met()).toBe(0)
})
