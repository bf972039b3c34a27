import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttps } from 'node:https'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { nodeClock } from '../../src/host/clock.ts'
import { probeOnce } from '../../src/host/probe-once.ts'
import { VERSION } from '../../src/host/version.ts'

const clock = nodeClock()
const servers: Server[] = []
const sockets = new Set<Socket>()

async function listening(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function saying(answer: string): Promise<{ url: string; heard: string[] }> {
  const heard: string[] = []
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('data', (data) => {
      heard.push(data.toString())
      socket.end(answer)
    })
  })
  return { url: `http://127.0.0.1:${await listening(server)}/shop?a=b`, heard }
}

afterEach(() => {
  for (const socket of sockets) socket.destroy()
  for (const server of servers.splice(0)) server.close()
})

describe('one probe', () => {
  it('asks on a connection of its own', async () => {
    const { url, heard } = await saying('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Instance: a\r\n\r\nhi')
    for (const _ of [1, 2]) {
      const { status, headers, error } = await probeOnce(clock, url, { timeoutMs: 2000 })
      expect([status, headers['x-instance'], error]).toEqual([200, 'a', null])
    }
    expect(heard).toHaveLength(2)
    const { host } = new URL(url)
    expect(heard[0]).toBe(
      `GET /shop?a=b HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\nUser-Agent: firedrill/${VERSION}\r\nConnection: close\r\n\r\n`,
    )
  })

  it('sends the headers that it is given, in place of its own', async () => {
    const { url, heard } = await saying('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')
    for (const headers of [{ host: 'shop.example', 'x-forwarded-proto': 'https' }, { 'user-agent': 'ops/1' }])
      await probeOnce(clock, url, { timeoutMs: 2000, headers })
    expect(heard[0]).toContain('\r\nHost: shop.example\r\n')
    expect(heard[0]).toContain('\r\nx-forwarded-proto: https\r\n')
    expect(heard[1]).toContain(`\r\nHost: ${new URL(url).host}\r\n`)
    expect(heard[1]?.match(/^user-agent: .*$/gim)).toEqual([expect.stringMatching(/ops\/1/)])
    expect(heard.join().match(/^host: .*$/gim)).toHaveLength(2)
  })

  it('sends the name and password of a URL, as any other request does', async () => {
    const { url, heard } = await saying('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')
    await probeOnce(clock, url.replace('//', '//ops:p%40ss@'), { timeoutMs: 2000 })
    await probeOnce(clock, url, { timeoutMs: 2000 })
    expect(heard[0]).toContain(`\r\nauthorization: Basic ${btoa('ops:p@ss')}\r\n`)
    expect(heard[1]?.toLowerCase()).not.toContain('authorization')
  })

  it('takes an answer that breaks off, is no HTTP, or is nothing, for none', async () => {
    const error = async (answer: string): Promise<string | null> =>
      (await probeOnce(clock, (await saying(answer)).url, { timeoutMs: 2000 })).error
    expect(await error('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi')).toBe('ECONNRESET')
    expect(await error('SSH-2.0-OpenSSH\r\n\r\n')).toBe('not-http')
    expect(await error('')).toBe('ECONNRESET')
    expect(await error('HTTP/1.1 200 OK\r\n\r\nhi')).toBeNull()
  })

  it('stamps answers as they arrive, whatever work the ones before them make', async () => {
    // In another process, as this one is kept busy; it answers the ten of them when it is told to.
    const script = `
      const sockets = []
      const server = require('node:net').createServer((socket) => socket.once('data', () => {
        sockets.push(socket)
        if (sockets.length === 10) console.log('all are here')
      }))
      process.stdin.once('data', () => {
        for (const each of sockets) each.end('HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n')
      })
      server.listen(0, '127.0.0.1', () => console.log(server.address().port))`
    const other = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] })
    const port = Number((await once(other.stdout, 'data'))[0])
    const probes = Array.from({ length: 10 }, () =>
      probeOnce(clock, `http://127.0.0.1:${port}/`, { timeoutMs: 5000 }),
    )
    await once(other.stdout, 'data')
    other.stdin.write('answer')
    // All ten have arrived before this one looks: those that had not would rightly be stamped later.
    const arrivedMs = clock.monoMs() + 300
    while (clock.monoMs() < arrivedMs);
    const answers = await Promise.all(
      probes.map(async (probe) => {
        const answer = await probe
        const untilMs = clock.monoMs() + 40
        while (clock.monoMs() < untilMs);
        return answer
      }),
    )
    other.kill('SIGKILL')
    const ends = answers.map(({ endedMs }) => endedMs).sort((x, y) => x - y)
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    // Stamped one after the other's work, they would lie 9 × 40 ms apart.
    expect(ends.at(-1)! - ends[0]!).toBeLessThan(200)
  })

  it('speaks TLS, and says why it does not trust a server', async () => {
    const pem = execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-subj',
        '/CN=localhost',
        '-days',
        '1',
        '-keyout',
        '-',
        '-out',
        '-',
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const port = await listening(createHttps({ key: pem, cert: pem }, (_, response) => response.end('hi')))
    expect(await probeOnce(clock, `https://127.0.0.1:${port}/`, { timeoutMs: 2000 })).toMatchObject({
      status: null,
      error: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
  })
})
