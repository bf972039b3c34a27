/** A bad release as it is seen: the good one behind a proxy that spoils what it is told to spoil. */
import { setTimeout as sleep } from 'node:timers/promises'
import { createProxyServer } from 'httpxy'
import { decide } from './decide.ts'
import type { BrokenSettings } from './settings.ts'

export interface BrokenProxy {
  /** Takes no new connections; resolves when none is left. */
  close(): Promise<void>
}

/** Resolves once it listens: on the loopback address, or within a container on every one. */
export async function serveBroken(
  settings: BrokenSettings,
  random: () => number = Math.random,
): Promise<BrokenProxy> {
  const target = `http://127.0.0.1:${settings.behind}`
  // A connection for each request: one that is kept may be closed by the app just as it is used.
  const proxy = createProxyServer({ target, agent: false, ws: true })
  const pass = proxy.web.bind(proxy)
  const tellsVersion = (url: string | undefined) =>
    settings.versionPath !== null && url?.split('?')[0] === settings.versionPath
  proxy.web = async (request, response) => {
    const fate = decide(request.url ?? '/', settings, random)
    if (fate.kind === 'answer') {
      request.resume()
      response.writeHead(fate.status, { 'content-type': 'application/json' }).end(fate.body)
      return
    }
    if (fate.kind === 'late') await sleep(fate.byMs)
    // Who asked may have gone meanwhile.
    if (response.destroyed) return
    const own = tellsVersion(request.url)
    // Its body is read and changed here.
    if (own) delete request.headers['accept-encoding']
    await pass(request, response, { selfHandleResponse: own }).catch(() => response.destroy())
  }
  proxy.on('proxyRes', (answer, request, response) => {
    // That was between the proxy and the app.
    delete answer.headers.connection
    const header = settings.releaseHeader.toLowerCase()
    if (answer.headers[header] !== undefined) answer.headers[header] = settings.says
    if (!tellsVersion(request.url)) return
    const { 'transfer-encoding': _, 'content-length': __, ...headers } = answer.headers
    const pieces: Buffer[] = []
    answer.on('data', (piece: Buffer) => pieces.push(piece))
    answer.on('end', () => {
      const body = sayVersion(Buffer.concat(pieces).toString('utf8'), settings)
      response.writeHead(answer.statusCode ?? 502, { ...headers, 'content-length': Buffer.byteLength(body) })
      response.end(body)
    })
  })
  let closed: Promise<void> | null = null
  const close = () => {
    closed ??= new Promise<void>((resolve) => proxy.close(resolve))
    return closed
  }
  // What the app refuses or breaks off is refused and broken off here.
  proxy.on('error', (error, _request, response) => {
    if ('code' in error && error.code === 'ECONNREFUSED') void close()
    response?.destroy()
  })
  const address = settings.portVariable === undefined ? '127.0.0.1' : undefined
  await new Promise<void>((resolve) => proxy.listen(settings.listen, address, resolve))
  return { close }
}

/** The version endpoint's answer with the version of the bad release in it; anything else stays as it is. */
export function sayVersion(
  body: string,
  { versionKey, says }: Pick<BrokenSettings, 'versionKey' | 'says'>,
): string {
  try {
    const told: unknown = JSON.parse(body)
    if (typeof told !== 'object' || told === null || !(versionKey in told)) return body
    return JSON.stringify({ ...told, [versionKey]: says })
  } catch {
    return body
  }
}
