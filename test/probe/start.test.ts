import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import { nodeHost } from '../../src/host/node.ts'
import type { ProbeRow } from '../../src/probe/probe.ts'
import { startProber } from '../../src/probe/start.ts'
import { eventually } from '../host/conformance/eventually.ts'

const host = nodeHost()
let dir = ''
let server: Server
let url = ''
let hang = false
let agent = ''
beforeEach(async () => {
  dir = await host.files.temporaryDir('probe-')
  hang = false
  server = createServer((request, response) => {
    agent = request.headers['user-agent'] ?? ''
    response.setHeader('X-Who', 'web-1')
    response.setHeader('X-Release', '1.2.0')
    if (!hang) response.end('hello')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await host.files.remove(dir)
})

describe('the prober’s process', () => {
  const started = async (mark: string, at = url) => {
    const rows: ProbeRow[] = []
    const options = {
      url: at,
      intervalMs: 10,
      timeoutMs: 150,
      instanceHeader: 'X-Who',
      mark,
      logFile: `${dir}/log`,
    }
    return { rows, prober: await startProber(host, { ...options, onProbes: (batch) => rows.push(...batch) }) }
  }

  it('probes on the clock of this process until it is stopped', async () => {
    const beforeMs = host.clock.monoMs()
    const { rows, prober } = await started('probe-test/1')
    await eventually(
      async () => rows.length,
      (count) => count >= 20,
    )
    expect(await prober.stop()).toMatchObject({ asked: true, exitCode: 0, lastLines: [''] })
    expect(await prober.ended).toEqual(await prober.stop())
    for (const row of rows) {
      expect(row).toMatchObject({ ok: true, status: 200, error: '', instance: 'web-1', release: '1.2.0' })
      expect(row.dueMs).toBeGreaterThan(beforeMs)
      expect(row.startMs).toBeGreaterThanOrEqual(row.dueMs)
      expect(row.endMs).toBeGreaterThan(row.startMs)
      expect(row.endMs).toBeLessThan(host.clock.monoMs())
    }
    expect(await host.processes.marked('probe-test/1')).toEqual([])
    expect(agent).toMatch(/^firedrill\/\S+ \(prober\)$/)
  })

  it('hands over the probes that hang when it is stopped', async () => {
    const { rows, prober } = await started('probe-test/2')
    await eventually(
      async () => rows.length,
      (count) => count >= 1,
    )
    hang = true
    await host.clock.sleep(100)
    await prober.stop()
    const hung = rows.filter(({ error }) => error === 'timeout')
    expect(hung.length).toBeGreaterThan(0)
    for (const { startMs, endMs } of hung) expect(endMs - startMs).toBeGreaterThan(149)
  })

  it('is told where to ask by what no other user of the machine can read: a URL may hold a password', async () => {
    const { rows, prober } = await started('probe-test/6', url.replace('//', '//ops:hunter2@'))
    const seen = await eventually(
      async () => rows.length,
      (count) => count >= 1,
    )
    const [process] = await host.processes.marked('probe-test/6')
    const shown = execFileSync('ps', ['-ww', '-o', 'args=', '-p', `${process?.pid}`], { encoding: 'utf8' })
    await prober.stop()
    expect(seen).toBeGreaterThan(0)
    expect(rows[0]).toMatchObject({ ok: true })
    expect(shown).toContain('main.ts')
    expect(shown).not.toContain('hunter2')
  })

  it('says that it was not asked to end', async () => {
    const { rows, prober } = await started('probe-test/3')
    await eventually(
      async () => rows.length,
      (count) => count >= 1,
    )
    for (const process of await host.processes.marked('probe-test/3'))
      await host.processes.signal(process, 'SIGKILL')
    expect(await prober.ended).toMatchObject({ asked: false, exitCode: null })
  })

  it('ends when its standard input is closed, though nobody minds what it says', async () => {
    const spec = { url, intervalMs: 10, timeoutMs: 150, instanceHeader: 'x-who', releaseHeader: 'x-release' }
    const child = await host.processes.spawn({
      argv: [process.execPath, fileURLToPath(new URL('../../src/probe/main.ts', import.meta.url))],
      cwd: dir,
      env: { PATH: host.env.PATH, FIREDRILL_PROBE: JSON.stringify(spec) },
      mark: 'probe-test/5',
      stdin: 'pipe',
      stdout: { file: `${dir}/rows` },
      stderr: { file: `${dir}/log` },
    })
    const said = async (): Promise<string> => (await host.files.readIfThere(`${dir}/rows`)) ?? ''
    expect(await eventually(said, (text) => text.includes('web-1'))).toContain('"web-1","1.2.0"]')
    child.stdin?.end()
    expect(await child.exited).toEqual({ code: 0, signal: null })
  })

  it('ends when whoever started it is killed', async () => {
    const room = fileURLToPath(new URL('../../src', import.meta.url))
    const script = `
      const { nodeHost } = await import(${JSON.stringify(`${room}/host/node.ts`)})
      const { startProber } = await import(${JSON.stringify(`${room}/probe/start.ts`)})
      const options = ${JSON.stringify({ url, intervalMs: 10, timeoutMs: 150, mark: 'probe-test/4', logFile: `${dir}/log` })}
      await startProber(nodeHost(), { ...options, onProbes: () => console.log('probed') })`
    const harness = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(harness.stdout, 'data')
    expect(await host.processes.marked('probe-test/4')).toHaveLength(1)
    harness.kill('SIGKILL')
    const left = await eventually(
      () => host.processes.marked('probe-test/4'),
      ({ length }) => length === 0,
    )
    expect(left).toEqual([])
  })
})

describe('starting the prober', () => {
  it('reads what its process says, line by line, and keeps its last words', async () => {
    const said =
      '[1,2,3,1,200,"","a","b"]\n{"missed":2}\nnoise\n[4,5,6,0,0,"timeout","",""]\n{"missed":5}\n[7,8'
    const fake = fakeHost({
      programs: {
        [process.execPath]: { exit: { afterMs: 50, code: 1 }, stdout: said, stderr: 'one\ntwo\n' },
      },
    })
    const rows: ProbeRow[] = []
    const options = {
      url: 'http://127.0.0.1/',
      intervalMs: 20,
      timeoutMs: 100,
      mark: 'r/1',
      logFile: '/tmp/log',
    }
    const prober = await startProber(fake, { ...options, onProbes: (batch) => rows.push(...batch) })
    expect(await prober.ended).toEqual({
      asked: false,
      exitCode: 1,
      lastLines: ['one', 'two'],
      missed: 5,
      malformedLines: 2,
    })
    expect(rows.map(({ dueMs, ok, error }) => [dueMs, ok, error])).toEqual([
      [1, true, ''],
      [4, false, 'timeout'],
    ])
  })

  it('kills one that does not end when it is asked to', async () => {
    const fake = fakeHost({ programs: { [process.execPath]: { ignores: ['SIGTERM'] } } })
    const options = {
      url: 'http://127.0.0.1/',
      intervalMs: 20,
      timeoutMs: 100,
      mark: 'r/1',
      logFile: '/tmp/log',
    }
    const prober = await startProber(fake, { ...options, onProbes: () => undefined })
    expect(await prober.stop()).toMatchObject({ asked: true, exitCode: null })
    expect(fake.processes.list()).toEqual([])
  })
})
