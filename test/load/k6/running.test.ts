import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import type { Child, Host } from '../../../src/host/host.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { RunningK6 } from '../../../src/load/k6/running.ts'
import type { LoadOptions, RequestRow } from '../../../src/load/load.ts'
import { HEADER, iterationRows, requestRows } from './csv/stream.ts'

/** A k6 that is a stream and ends at the given signal; the n-th one it is sent. */
function pretend(
  endsAt: number,
  {
    teardownMs = 0,
    hurrying,
    brokenOff,
  }: { teardownMs?: number; hurrying?: AbortSignal; brokenOff?: AbortSignal } = {},
): {
  running: RunningK6
  stdout: PassThrough
  signals: string[]
  /** How long it was waited for, ms. */
  waits: number[]
  requests: RequestRow[]
} {
  const stdout = new PassThrough()
  const exit = Promise.withResolvers<{ code: number | null; signal: NodeJS.Signals | null }>()
  const signals: string[] = []
  const waits: number[] = []
  const requests: RequestRow[] = []
  const real = nodeHost()
  const host: Host = {
    ...real,
    // Waiting in vain costs the test nothing; what comes to its end is waited for, however slow the machine is.
    clock: {
      ...real.clock,
      sleep: async (ms, signal) => {
        waits.push(ms)
        if (signals.length >= endsAt || hurrying) await real.clock.sleep(50_000, signal)
      },
    },
    processes: {
      ...real.processes,
      marked: async () => [],
      async signal(_, signal) {
        signals.push(signal)
        if (signals.length === endsAt) {
          stdout.end()
          exit.resolve(signal === 'SIGKILL' ? { code: null, signal } : { code: 105, signal: null })
        }
        return true
      },
    },
  }
  const child: Child = {
    identity: { pid: 1, startTime: 'x' },
    stdout,
    stderr: null,
    stdin: null,
    exited: exit.promise,
  }
  const options = {
    profile: { kind: 'constant-arrival-rate', ratePerSecond: 10 },
    maxDurationMs: 1,
    requestTimeoutMs: 1000,
    vus: 5,
    logFile: '/nowhere/k6.log',
    onRequests: (batch: RequestRow[]) => requests.push(...batch),
    onMetrics: () => undefined,
    onWrites: () => undefined,
    ...(hurrying ? { hurrying } : {}),
    ...(brokenOff ? { brokenOff } : {}),
  } as unknown as LoadOptions
  const begun = { wrapped: false, teardownMs, thresholds: [], summaryFile: null }
  return { running: new RunningK6(host, child, options, begun), stdout, signals, waits, requests }
}

test('an interrupt ends it, and what it wrote is handed over first', async () => {
  const { running, stdout, signals, requests } = pretend(1)
  const endMs = Date.now()
  stdout.write(`${HEADER}\n${requestRows({ endMs })}${iterationRows({ endMs, value: 2 })}`)
  await running.sending
  expect(await running.stop()).toEqual({
    exitCode: 105,
    signal: null,
    asked: true,
    malformedRows: 0,
    lastLines: [],
  })
  expect([signals, requests.length, running.maxVus]).toEqual([['SIGINT'], 1, 5])
  const agoMs = nodeHost().clock.monoMs() - (await running.firstDueMs)
  expect(agoMs).toBeGreaterThan(0)
  expect(agoMs).toBeLessThan(60_000)
})

test('one that does not end is interrupted again, and killed at last', async () => {
  const { running, signals } = pretend(3)
  expect(await running.stop()).toMatchObject({ signal: 'SIGKILL', asked: true })
  expect(signals).toEqual(['SIGINT', 'SIGINT', 'SIGKILL'])
})

test('without any arrival there is no first one', async () => {
  const { running } = pretend(1)
  await running.stop()
  await expect(running.firstDueMs).rejects.toThrow('no arrival was seen')
})

test('a script that tears something down has as long for it as its own limit says', async () => {
  const { running, waits, signals } = pretend(1, { teardownMs: 90_000 })
  await running.stop()
  expect([waits, signals]).toEqual([[105_000], ['SIGINT']])
})

test('but none where the run was broken off: what is broken waits for it, and nobody is there to hurry', async () => {
  const brokenOff = AbortSignal.abort()
  const { running, waits, signals } = pretend(1, { teardownMs: 3_600_000, brokenOff })
  await running.stop()
  expect([waits, signals]).toEqual([[15_000], ['SIGINT']])
})

test('that is not waited for any more once the run is to hurry', async () => {
  const hurrying = new AbortController()
  const { running, signals } = pretend(2, { teardownMs: 3_600_000, hurrying: hurrying.signal })
  const stopping = running.stop()
  hurrying.abort()
  await stopping
  expect(signals.slice(0, 2)).toEqual(['SIGINT', 'SIGINT'])
})
