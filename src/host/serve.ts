/** An HTTP server on the loopback address, for programs that stand before another one. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/**
 * Whoever keeps a connection open sends the next request when it likes: closed in the same moment, the request would be
 * lost, and nobody behind would have lost it.
 */
const KEEP_ALIVE_MS = 300_000

export type Request = IncomingMessage
export type Answer = ServerResponse

export interface HttpHandlers {
  request(request: Request, response: Answer): void
  /** Of a WebSocket. An offer of anything else (HTTP/2, as `h2c`) comes as a plain request: no answer takes it up. */
  upgrade(request: Request, socket: Duplex, head: Buffer): void
}

export interface HttpServer {
  /** Takes no new connections and ends those that are idle; resolves when none is left. */
  close(): Promise<void>
  /** Breaks off what is still open. */
  breakOff(): void
}

/** Resolves once it listens; rejects where the port is taken. */
export function serveHttp(port: number, handlers: HttpHandlers): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, shouldUpgradeCallback: isWebSocket })
  server.on('request', (request, response) => handlers.request(request, response))
  server.on('upgrade', (request, socket, head) => handlers.upgrade(request, socket, head))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolve({
        close: () => new Promise((closed) => server.close(() => closed())),
        breakOff: () => server.closeAllConnections(),
      })
    })
  })
}

function isWebSocket({ method, headers }: Request): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket'
}
