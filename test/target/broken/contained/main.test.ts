import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Child } from '../../../../src/host/host.ts'
import { nodeHost } from '../../../../src/host/node.ts'
import { CONTAINED_PROGRAM, programFiles } from '../../../../src/target/broken/contained/files.ts'
import { type BrokenSettings, toArguments } from '../../../../src/target/broken/settings.ts'

const GOOD = `
const http = require('node:http')
const server = http.createServer((request, response) => {
  if (request.url === '/exit') process.exit(7)
  if (request.url === '/kill') process.kill(process.pid, 'SIGKILL')
  response.setHeader('x-release', '1')
  response.end(request.url === '/version' ? JSON.stringify({ version: '1' }) : 'plain')
})
server.listen(Number(process.env.MY_PORT), '127.0.0.1')
process.on('SIGTERM', () => { console.log('told to stop'); server.close(() => process.exit(5)) })
`

/** Somewhere else, with nothing there but what its list names. */
describe('a known-bad release within a container', () => {
  const host = nodeHost()
  const children: Child[] = []
  let root = ''
  let marks = 0
  let url = ''
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'firedrill-contained-'))
    await writeFile(join(root, 'good.cjs'), GOOD)
    for (const { from, to } of programFiles()) {
      await mkdir(dirname(join(root, to)), { recursive: true })
      await copyFile(from, join(root, to))
    }
    await writeFile(join(root, 'package.json'), '{ "type": "module" }')
  })
  afterEach(async () => {
    for (const { identity, exited } of children.splice(0)) {
      await host.processes.signal(identity, 'SIGTERM')
      await exited
    }
    expect(await host.processes.marked(`contained-${process.pid}/`)).toEqual([])
    await rm(root, { recursive: true })
  })

  const start = async (how: BrokenSettings['how'], variable = 'MY_PORT') => {
    const settings = {
      how,
      listen: await host.net.freePort(),
      behind: await host.net.freePort(),
      says: '1+bad',
      ready: '/ready',
      spared: ['/version'],
      versionPath: '/version',
      versionKey: 'version',
      releaseHeader: 'x-release',
      portVariable: variable,
    }
    url = `http://127.0.0.1:${settings.listen}`
    const out = join(root, 'out')
    const child = await host.processes.spawn({
      argv: [process.execPath, join(root, CONTAINED_PROGRAM), ...toArguments(settings, ['node', 'good.cjs'])],
      cwd: root,
      env: { PATH: process.env.PATH, MY_PORT: String(settings.listen) },
      mark: `contained-${process.pid}/${++marks}`,
      stdout: { file: out },
      stderr: { file: out },
    })
    children.push(child)
    return { child, settings, output: () => host.files.read(out) }
  }
  const ask = (path: string) => host.net.request(`${url}${path}`, { timeoutMs: 3000 })
  const up = async (): Promise<void> => {
    const deadlineMs = host.clock.monoMs() + 10_000
    while ((await ask('/')).status === null) {
      if (host.clock.monoMs() > deadlineMs) throw new Error('it did not come up')
      await host.clock.sleep(20)
    }
  }

  it('stands before the good one, says that it is bad, and serves every address', async () => {
    const { settings } = await start({ kind: 'never-ready' })
    await up()
    expect(await ask('/ready')).toMatchObject({ status: 503 })
    expect(await ask('/')).toMatchObject({ status: 200, headers: { 'x-release': '1+bad' } })
    expect(JSON.parse((await ask('/version')).body)).toEqual({ version: '1+bad' })
    const other = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)
    if (other) expect(await host.net.accepts(other.address, settings.listen, 1000)).toBe(true)
  })

  it('fails, and is late, in the share that was said', async () => {
    await start({ kind: 'failing', share: 1 })
    await up()
    expect(await ask('/')).toMatchObject({ status: 500 })
    expect(await ask('/version')).toMatchObject({ status: 200 })
    await start({ kind: 'slow', byMs: 300, share: 1 })
    await up()
    const { startedMs, endedMs } = await ask('/')
    expect(endedMs - startedMs).toBeGreaterThanOrEqual(290)
  })

  it('passes a stop on and ends with the exit code of the good one', async () => {
    const { child, output } = await start({ kind: 'never-ready' })
    await up()
    await host.processes.signal(child.identity, 'SIGTERM')
    expect(await child.exited).toEqual({ code: 5, signal: null })
    expect(await output()).toContain('told to stop')
  })

  it('ends as an engine tells of the good one when that ends by itself', async () => {
    const { child } = await start({ kind: 'never-ready' })
    await up()
    await ask('/exit')
    expect(await child.exited).toEqual({ code: 7, signal: null })
    const killed = await start({ kind: 'never-ready' })
    await up()
    await ask('/kill')
    expect(await killed.child.exited).toEqual({ code: 137, signal: null })
  })

  it('does not boot where that is what was asked for', async () => {
    const { child, output } = await start({ kind: 'exits' })
    expect(await child.exited).toEqual({ code: 1, signal: null })
    expect(await output()).toContain('broken on purpose')
  })

  it('says so and ends where the good one does not take its port from the variable', async () => {
    const { child, output } = await start({ kind: 'failing', share: 1 }, 'OTHER')
    expect(await child.exited).toEqual({ code: 78, signal: null })
    expect(await output()).toContain('told by OTHER to listen on')
  })
})
