import type { PassThrough } from 'node:stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import type { FakeProgram } from '../../../src/host/fake/process-table.ts'
import type { Child, Host } from '../../../src/host/host.ts'
import { ownRedaction } from '../../../src/redact/process.ts'
import { claimEpoch } from '../../../src/run/epoch.ts'
import { startWatchdog } from '../../../src/run/watchdog/start.ts'

const ENV = { PATH: '/bin', HOME: '/root', CI: 'true', RUNNER_TRACKING_ID: 'x', DATABASE_URL: 'secret' }

afterEach(() => {
  vi.useRealTimers()
})

/** A machine that keeps what its watchdog was started with. */
function watched(program: FakeProgram = { exit: { afterMs: 50, code: 0 } }) {
  const base = fakeHost({ env: ENV, programs: { [process.execPath]: program } })
  const calls: { argv: readonly string[]; env: object; log: string; held?: string; child: Child }[] = []
  const spawnDetached: Host['processes']['spawnDetached'] = async (argv, env, log, held) => {
    const child = await base.processes.spawnDetached(argv, env, log, held)
    calls.push({ argv, env, log, ...(held === undefined ? {} : { held }), child })
    return child
  }
  return { host: { ...base, processes: { ...base.processes, spawnDetached } }, calls }
}

test('it is a program of its own, told where the record is, with its own log and the journal open', async () => {
  const { host, calls } = watched()
  await startWatchdog(host, '/tmp')
  expect(calls[0]?.argv[0]).toBe(process.execPath)
  expect(calls[0]?.argv[1]).toMatch(/run\/watchdog\/main\.ts$/)
  expect(calls[0]?.argv[2]).toBe('/tmp')
  expect(calls[0]?.log).toBe('/tmp/watchdog.log')
  expect(calls[0]?.held).toBe('/tmp/journal.ndjson')
})

test('it is given only what it needs: a CI system ends what carries its own variables', async () => {
  const { host, calls } = watched()
  await startWatchdog(host, '/tmp')
  const given = Object.entries(calls[0]?.env ?? {}).filter(([, value]) => value !== undefined)
  expect(Object.fromEntries(given)).toEqual({ PATH: '/bin', HOME: '/root' })
})

test('it hears every second that the harness lives', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { host, calls } = watched()
  const watchdog = await startWatchdog(host, '/tmp')
  const said: string[] = []
  const stdin = calls[0]?.child.stdin as PassThrough
  stdin.on('data', (chunk) => said.push(String(chunk)))
  vi.advanceTimersByTime(3000)
  watchdog.abandon()
  vi.advanceTimersByTime(3000)
  await new Promise(setImmediate)
  expect(said.join('')).toBe('...')
})

test('where it ends without having been told to, that is said; where it was told to, it is not', async () => {
  const { host } = watched()
  const { lost } = await startWatchdog(host, '/tmp')
  expect(lost.aborted).toBe(false)
  await host.clock.sleep(60)
  expect(lost.reason).toMatchObject({ code: 'watchdog-lost' })
  const released = await startWatchdog(host, '/tmp')
  await released.release()
  expect(released.lost.aborted).toBe(false)
})

describe('one that does not end when it is released', () => {
  const stuck = async () => {
    const { host } = watched({ exit: { afterMs: 3_600_000, code: 0 } })
    await claimEpoch(host, '/tmp', 'run', -1)
    return { host, watchdog: await startWatchdog(host, '/tmp') }
  }

  test('is killed', async () => {
    const { host, watchdog } = await stuck()
    await watchdog.release()
    expect(host.processes.list()).toEqual([])
  })

  test('is at work where it has taken the run over: it is left to it, and not waited for', async () => {
    const { host, watchdog } = await stuck()
    await claimEpoch(host, '/tmp', 'watchdog', 0)
    const beforeMs = host.clock.monoMs()
    await watchdog.release()
    expect(host.processes.list()).toHaveLength(1)
    expect(host.clock.monoMs() - beforeMs).toBeLessThan(1000)
  })

  test('nor is it killed where that was seen only while it was waited for', async () => {
    const { host, watchdog } = await stuck()
    void host.clock.sleep(5000).then(() => claimEpoch(host, '/tmp', 'watchdog', 0))
    await watchdog.release()
    expect(host.processes.list()).toHaveLength(1)
  })

  test('is killed where the record is gone: this process has undone everything itself', async () => {
    const { host, watchdog } = await stuck()
    await host.files.remove('/tmp/epoch.0')
    await watchdog.release()
    expect(host.processes.list()).toEqual([])
  })
})

test('it is told in a variable of its own what must not be told, and what an undo may need', async () => {
  const { host, calls } = watched()
  ownRedaction.learn('env DATABASE_URL', 'hunter2-hunter2')
  await startWatchdog(host, '/tmp')
  ownRedaction.forget()
  const env: { FIREDRILL_SECRETS?: string } = calls[0]?.env ?? {}
  expect(JSON.parse(env.FIREDRILL_SECRETS ?? '')).toEqual({
    known: [['env DATABASE_URL', 'hunter2-hunter2', true]],
    patterns: [],
  })
})

test('releasing it says so on its pipe, and waits until it has ended', async () => {
  const { host, calls } = watched()
  const watchdog = await startWatchdog(host, '/tmp')
  const said: string[] = []
  const stdin = calls[0]?.child.stdin as PassThrough
  stdin.on('data', (chunk) => said.push(String(chunk)))
  await watchdog.release()
  expect(said.join('')).toBe('released\n')
  expect(host.processes.list()).toEqual([])
})
