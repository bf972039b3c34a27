import { expect, test } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'
import type { RolloutContext } from '../../src/rollout/rollout.ts'
import { startOne, wasKilled } from '../../src/rollout/switch-one.ts'

const failed = (message: string, code: 'start-failed' | 'never-ready' = 'start-failed') =>
  new FiredrillError(code, message, { hint: '' })

test('who ended by a signal was killed; who ended by itself was not', () => {
  expect(wasKilled(failed('web-1 ended before it was ready (signal SIGKILL).\nlast lines'))).toBe(true)
  expect(wasKilled(failed('web-1 ended before it was ready (exit code 137).'))).toBe(true)
  expect(wasKilled(failed('web-1 ended before it was ready (exit code 13).'))).toBe(false)
  expect(wasKilled(failed('web-1 ended before it was ready (exit code 1).\ngot SIGTERM'))).toBe(false)
  expect(wasKilled(failed('web-1 ended before it was ready (signal SIGSEGV).'))).toBe(false)
  expect(wasKilled(failed('web-1 was not ready: SIGKILL', 'never-ready'))).toBe(false)
  expect(wasKilled(new Error('SIGKILL'))).toBe(false)
})

function starting(...fates: (Error | null)[]) {
  const notes: string[] = []
  let starts = 0
  const start = async () => {
    const fate = fates[starts++]
    if (fate) throw fate
  }
  const report = { ...NO_REPORT, note: (text: string) => notes.push(text) }
  const begin = (signal = new AbortController().signal) => startOne({ signal, report }, 'web-1', start)
  return { begin, notes, starts: () => starts }
}
const NO_REPORT: RolloutContext['report'] = {
  switched: () => undefined,
  note: () => undefined,
  decidedRollback: () => undefined,
  startedRollback: () => undefined,
  actedRollback: () => undefined,
  nothingToTakeBack: () => undefined,
  canary: () => undefined,
}
const killed = failed('web-1 ended before it was ready (signal SIGKILL).')

test('what was killed while it started is started once more, and only once', async () => {
  const once = starting(killed)
  await once.begin()
  expect(once.starts()).toBe(2)
  expect(once.notes).toHaveLength(1)
  const twice = starting(killed, killed)
  await expect(twice.begin()).rejects.toBe(killed)
  expect(twice.starts()).toBe(2)
})

test('what ended by itself, or with the run, is not started again', async () => {
  const bad = starting(failed('web-1 ended before it was ready (exit code 1).'))
  await expect(bad.begin()).rejects.toThrow('exit code 1')
  expect(bad.starts()).toBe(1)
  const cancelled = starting(killed)
  await expect(cancelled.begin(AbortSignal.abort())).rejects.toBe(killed)
  expect(cancelled.starts()).toBe(1)
})
