import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { createAnswerReader, type Head } from './answer-reader.ts'
import type { Clock, HttpAnswer, Net } from './host.ts'
import { bareHost } from './ipv6.ts'
import { NotHttp } from './not-http.ts'
import { USER_AGENT } from './version.ts'

/**
 * One GET on a connection of its own, for the prober. After an outage a hundred answers may come at once, and with
 * `node:http` the last would be seen tens of milliseconds late, because of the work that the ones before it make.
 * So here an answer is stamped as its bytes arrive, and what else is to be done waits until all that have arrived
 * are stamped. Never rejects; the body is not kept.
 */
export function probeOnce(
  clock: Clock,
  url: string,
  options: Parameters<Net['probe']>[1],
): Promise<HttpAnswer> {
  const startedMs = clock.monoMs()
  return new Promise((resolve) => {
    let finished = false
    let socket: Socket | null = null
    const finish = (head: Head | null, error: string | null): void => {
      if (finished) return
      finished = true
      const endedMs = clock.monoMs()
      clearTimeout(timer)
      setImmediate(() => {
        socket?.destroy()
        const { status, headers } = error === null && head ? head : { status: null, headers: {} }
        resolve({ status, headers, body: '', error, startedMs, endedMs })
      })
    }
    const timer = setTimeout(() => finish(null, 'timeout'), options.timeoutMs)
    try {
      const target = targetOf(url, options.headers)
      socket = open(target)
      // Stays attached after the end: what a destroyed socket still says, nobody needs.
      socket.on('error', (error) => finish(null, codeOf(error)))
      socket.write(target.request)
      readAnswer(socket, finish)
    } catch (error) {
      finish(null, codeOf(error))
    }
  })
}

function readAnswer(socket: Socket, finish: (head: Head | null, error: string | null) => void): void {
  const reader = createAnswerReader()
  socket.on('data', (bytes) => {
    try {
      if (reader.take(bytes)) finish(reader.head(), null)
    } catch (error) {
      finish(null, error instanceof NotHttp ? 'not-http' : codeOf(error))
    }
  })
  socket.on('end', () => finish(reader.head(), reader.wholeAtEnd() ? null : 'ECONNRESET'))
}

interface Target {
  url: string
  headers: Headers | undefined
  secure: boolean
  host: string
  port: number
  request: Buffer
}

type Headers = Readonly<Record<string, string>>

/** The same URL is asked again and again: it is read once. */
let latest: Target | null = null

function targetOf(url: string, headers?: Headers): Target {
  if (latest?.url === url && latest.headers === headers) return latest
  const { protocol, hostname, port, host, pathname, search, username, password } = new URL(url)
  const secure = protocol === 'https:'
  const named = [username, password].map(decodeURIComponent).join(':')
  const known = named === ':' ? {} : { authorization: `Basic ${Buffer.from(named).toString('base64')}` }
  const own = { host, 'user-agent': USER_AGENT, ...known, ...headers }
  const { host: asked, 'user-agent': agent, ...others } = own
  const lines = [
    `GET ${pathname}${search} HTTP/1.1`,
    `Host: ${asked}`,
    'Accept: */*',
    `User-Agent: ${agent}`,
    ...Object.entries(others).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
    '',
    '',
  ]
  latest = {
    url,
    headers,
    secure,
    host: bareHost(hostname),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    request: Buffer.from(lines.join('\r\n')),
  }
  return latest
}

function open({ secure, host, port }: Target): Socket {
  if (!secure) return connect({ host, port })
  // RFC 6066: a server's name is never an address.
  return connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) })
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}
