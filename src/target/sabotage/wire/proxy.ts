/** What stands between users and the edge: it passes requests on, and spoils those that it is told to spoil. */
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createProxyServer, proxyFetch } from 'httpxy'
import { type HttpHandlers, serveHttp } from '../../../host/serve.ts'
import { KeptAnswers, OF_THE_CONNECTION } from './answers.ts'
import { decide, type Fate } from './decide.ts'
import { evenly } from './evenly.ts'
import type { WireCounts, WireSettings } from './settings.ts'
import { Unanswered } from './unanswered.ts'

export interface WireProxy {
  /** From now on it spoils; until then it only passes on. */
  begin(): void
  counts(): WireCounts
  /** Takes no new connections; resolves when none is left. */
  close(): Promise<void>
}

type Handled = Parameters<HttpHandlers['request']>
/** An edge that waits for an answer gives up some time. */
const GIVES_UP_AFTER_MS = 10_000

/** Resolves once it listens. Throws where there is nowhere to pass requests on to. `random` gives 0 ≤ value < 1. */
export async function serveWire(settings: WireSettings, random: () => number = evenly()): Promise<WireProxy> {
  if (settings.to.length === 0) throw new Error('There is no address to pass requests on to.')
  const answers = new KeptAnswers()
  const counts: WireCounts = { seen: 0, spoiled: 0 }
  let began = false
  let turn = 0
  const proxy = createProxyServer({
    // A connection for each request: one that is kept may be closed by the edge just as it is used.
    agent: false,
    changeOrigin: true,
    autoRewrite: true,
    ...(settings.kind === 'no-retries' ? { proxyTimeout: GIVES_UP_AFTER_MS } : {}),
  })
  const next = (): string => settings.to[turn++ % settings.to.length] ?? ''
  const spoiled = (): void => {
    if (began) counts.spoiled += 1
  }
  const unanswered = new Unanswered(spoiled)
  proxy.on('proxyRes', (answer, request) => {
    unanswered.answered(request)
    // That was between the proxy and the edge.
    delete answer.headers.connection
    if (settings.kind === 'loses-writes') answers.watch(request.method ?? '', request.url ?? '/', answer)
  })
  proxy.on('error', (_error, request, response) => {
    if (request !== undefined) unanswered.met(request)
    if (response === undefined || response.destroyed) return
    // What the edge refuses or breaks off is broken off here; a bare edge says what it met instead.
    if (settings.kind !== 'no-retries' || !('writeHead' in response)) return void response.destroy()
    if (response.headersSent) response.destroy()
    else response.writeHead(502).end()
  })
  const passOn = async (...[request, response]: Handled): Promise<void> => {
    // Who asked may have gone meanwhile.
    if (response.destroyed) return
    await proxy.web(request, response, { target: next() }).catch(() => response.destroy())
  }
  const fates: Record<Fate, (...handled: Handled) => Promise<void>> = {
    pass: passOn,
    async lose(request) {
      spoiled()
      await breakOff(request)
    },
    async late(request, response) {
      spoiled()
      await sleep(settings.byMs)
      await passOn(request, response)
    },
    async twice(request, response) {
      const body = await bodyOf(request)
      if (body === null) return
      spoiled()
      const target = next()
      void sendCopy(target, request, body)
      const again = { target, buffer: Readable.from([body]) }
      await proxy.web(request, response, again).catch(() => response.destroy())
    },
    async acknowledge(request, response) {
      const kept = answers.like(request.method ?? '', request.url ?? '/')
      if (kept === null) return passOn(request, response)
      spoiled()
      request.resume()
      response.writeHead(kept.status, { ...kept.headers, 'content-length': kept.body.length }).end(kept.body)
    },
  }
  const server = await serveHttp(settings.listen, {
    request(request, response) {
      if (began) counts.seen += 1
      if (began && settings.kind === 'no-retries') unanswered.watch(request, response)
      const fate = began ? decide(request.method ?? 'GET', settings, random) : 'pass'
      void fates[fate](request, response)
    },
    upgrade(request, socket, head) {
      proxy.ws(request, socket as Parameters<typeof proxy.ws>[1], { target: next() }, head).catch(() => {
        socket.destroy()
      })
    },
  })
  return {
    begin() {
      began = true
    },
    counts: () => ({ ...counts }),
    close: () => server.close(),
  }
}

/**
 * The request goes no further, and its answer breaks off after its first bytes: one that broke off before would be sent
 * again by many a client without a word, and nobody would know that it was lost.
 */
async function breakOff(request: Handled[0]): Promise<void> {
  // What was not read would make the system reset the connection, and the first bytes might not arrive.
  if ((await bodyOf(request)) !== null) request.socket.end('HTTP/1.1 ')
}

/** As a retry by somebody who believed the first try lost: just the same, and nobody waits for its answer. */
async function sendCopy(target: string, request: Handled[0], body: Buffer): Promise<void> {
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined || OF_THE_CONNECTION.includes(name) ? [] : [[name, String(value)]],
  )
  const init = { method: request.method ?? 'POST', headers, body: new Uint8Array(body) }
  const options = { agent: false, changeOrigin: true, timeout: GIVES_UP_AFTER_MS }
  await proxyFetch(target, `${target}${request.url ?? '/'}`, init, options)
    .then((answer) => answer.arrayBuffer())
    .catch(() => undefined)
}

/** Null: its user broke it off. */
async function bodyOf(request: Handled[0]): Promise<Buffer | null> {
  return request.toArray().then(
    (pieces) => Buffer.concat(pieces as Buffer[]),
    () => null,
  )
}
