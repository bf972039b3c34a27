import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Child } from '../../../src/host/host.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { BROKEN_PROGRAM } from '../../../src/target/broken/program.ts'
import { sayVersion, serveBroken } from '../../../src/target/broken/proxy.ts'
import { type BrokenSettings, toArguments } from '../../../src/target/broken/settings.ts'

const GOOD = `
const http = require('node:http')
const server = http.createServer((request, response) => {
  if (request.url === '/exit') process.exit(7)
  if (request.url === '/abort') process.abort()
  response.setHeader('x-release', '1')
  if (request.url === '/echo') return request.pipe(response)
  if (request.url === '/late') return setTimeout(() => response.end('late'), 400)
  response.end(request.url === '/version' ? JSON.stringify({ version: '1', of: 'it' }) : 'plain')
})
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('serving'))
process.on('SIGTERM', () => { console.log('told to stop'); server.close(() => process.exit(5)) })
`

describe('a known-bad release, as a program', () => {
  const host = nodeHost()
  const children: Child[] = []
  let root = ''
  let marks = 0
  let url = ''
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'firedrill-broken-'))
    await writeFile(join(root, 'good.cjs'), GOOD)
  })
  afterEach(async () => {
    for (const { identity, exited } of children.splice(0)) {
      await host.processes.signal(identity, 'SIGTERM')
      await exited
    }
    expect(await host.processes.marked(`broken-${process.pid}/`)).toEqual([])
    await rm(root, { recursive: true })
  })

  const settingsOf = async (how: BrokenSettings['how']): Promise<BrokenSettings> => ({
    how,
    listen: await host.net.freePort(),
    behind: await host.net.freePort(),
    says: '1+bad',
    ready: '/ready',
    spared: ['/version'],
    versionPath: '/version',
    versionKey: 'version',
    releaseHeader: 'x-release',
  })
  const start = async (how: BrokenSettings['how'], command = ['node', 'good.cjs']) => {
    const settings = await settingsOf(how)
    url = `http://127.0.0.1:${settings.listen}`
    const out = join(root, 'out')
    const child = await host.processes.spawn({
      argv: [process.execPath, BROKEN_PROGRAM, ...toArguments(settings, command)],
      cwd: root,
      env: { PATH: process.env.PATH, PORT: String(settings.behind) },
      mark: `broken-${process.pid}/${++marks}`,
      stdout: { file: out },
      stderr: { file: out },
    })
    children.push(child)
    return { child, output: () => host.files.read(out) }
  }
  const ask = (path: string) => host.net.request(`${url}${path}`, { timeoutMs: 3000 })
  const up = async (): Promise<void> => {
    const deadlineMs = host.clock.monoMs() + 10_000
    while ((await ask('/')).status === null) {
      if (host.clock.monoMs() > deadlineMs) throw new Error('it did not come up')
      await host.clock.sleep(20)
    }
  }

  it('passes on what it does not spoil, and says of itself that it is bad', async () => {
    await start({ kind: 'never-ready' })
    await up()
    expect(await ask('/ready')).toMatchObject({ status: 503 })
    const version = await ask('/version')
    expect(JSON.parse(version.body)).toEqual({ version: '1+bad', of: 'it' })
    expect(version.headers['x-release']).toBe('1+bad')
    expect(await ask('/a')).toMatchObject({ status: 200, body: 'plain', headers: { 'x-release': '1+bad' } })
    const echo = await fetch(`${url}/echo`, { method: 'POST', body: 'what was sent' })
    expect(await echo.text()).toBe('what was sent')
  })

  it('is late where it is slow', async () => {
    await start({ kind: 'slow', byMs: 300, share: 1 })
    await up()
    const late = await ask('/a')
    expect([late.status, late.endedMs - late.startedMs >= 300]).toEqual([200, true])
  })

  it('does not boot where it exits', async () => {
    const { child, output } = await start({ kind: 'exits' })
    expect(await child.exited).toEqual({ code: 1, signal: null })
    expect(await output()).toContain('broken on purpose')
  })

  it('ends as the good one does, which is told to end', async () => {
    const { child, output } = await start({ kind: 'failing', share: 0 })
    await up()
    const late = ask('/late')
    await host.clock.sleep(100)
    await host.processes.signal(child.identity, 'SIGTERM')
    expect(await late).toMatchObject({ status: 200, body: 'late' })
    expect(await child.exited).toEqual({ code: 5, signal: null })
    expect((await output()).trim().split('\n')).toEqual(['serving', 'told to stop'])
  })

  it.each([
    ['/exit', { code: 7, signal: null }],
    ['/abort', { code: null, signal: 'SIGABRT' }],
  ])('dies with the good one: %s', async (path, how) => {
    const { child } = await start({ kind: 'failing', share: 0 })
    await up()
    expect((await ask(path)).status).toBeNull()
    expect(await child.exited).toEqual(how)
  })

  it('ends with it when that does not boot', async () => {
    const { child } = await start({ kind: 'failing', share: 0 }, ['node', '-e', 'process.exit(3)'])
    expect(await child.exited).toEqual({ code: 3, signal: null })
  })

  it('refuses connections that the good one refuses', async () => {
    const settings = await settingsOf({ kind: 'failing', share: 0 })
    const proxy = await serveBroken(settings)
    url = `http://127.0.0.1:${settings.listen}`
    expect(await ask('/a')).toMatchObject({ status: null, error: 'ECONNRESET' })
    await proxy.close()
    expect(await ask('/a')).toMatchObject({ status: null, error: 'ECONNREFUSED' })
  })

  it.each([
    ['{"version":"1","a":2}', '{"version":"1+bad","a":2}'],
    ['{"tag":"1"}', '{"tag":"1"}'],
    ['null', 'null'],
    ['not json', 'not json'],
  ])('changes nothing of a version endpoint but the version: %s', (body, changed) => {
    expect(sayVersion(body, { versionKey: 'version', says: '1+bad' })).toBe(changed)
  })
})
