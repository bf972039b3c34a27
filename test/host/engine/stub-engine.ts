/** A server on a socket of its own that answers as an engine might: for what a real one does not do on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Endpoint, Engine } from '../../../src/host/engine/engine.ts'
import { nodeHost } from '../../../src/host/node.ts'

export type Answer = (response: ServerResponse, request: IncomingMessage) => void

export interface StubEngine {
  engine: Engine
  endpoint: Endpoint
  /** `GET /containers/a/json?…`, of every request so far. */
  asked: string[]
  open(): number
  close(): Promise<void>
}

/** With a JSON body. */
export function json(body: unknown, status = 200): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
}

export function refusal(status: number, message: string): Answer {
  return json({ message }, status)
}

/** One after the other, the last of them from then on. */
export function oneByOne(...answers: Answer[]): Answer {
  let next = 0
  return (response, request) => answers[Math.min(next++, answers.length - 1)]?.(response, request)
}

/** `answers`: by `METHOD /path` without its query; what is not there is a 404 of the engine. */
export async function stubEngine(
  answers: Record<string, Answer>,
  options: { timeoutMs?: number } = {},
): Promise<StubEngine> {
  const host = nodeHost()
  const dir = await host.files.temporaryDir('stub-engine-')
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const [path] = (request.url ?? '').split('?')
    const answer = answers[`${request.method} ${path}`] ?? refusal(404, 'no such thing')
    answer(response, request)
  })
  let open = 0
  server.on('connection', (socket) => {
    open += 1
    socket.on('close', () => {
      open -= 1
    })
  })
  const socket = join(dir, 'engine.sock')
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  const endpoint = { url: `unix://${socket}`, tls: null }
  return {
    engine: host.engines.open(endpoint, { timeoutMs: 2000, ...options }),
    endpoint,
    asked,
    open: () => open,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await host.files.remove(dir)
    },
  }
}

/** As much of a container as firedrill reads. */
export function inspected(more: { State?: object; Config?: object; HostConfig?: object } = {}) {
  const State = { Status: 'running', Running: true, Pid: 1, ExitCode: 0, OOMKilled: false }
  const times = { StartedAt: '2026-11-22T01:24:11Z', FinishedAt: '0001-01-01T00:00:00Z' }
  return {
    Id: 'a'.repeat(64),
    Name: '/a',
    Image: 'sha256:1',
    RestartCount: 0,
    State: { ...State, ...times, ...more.State },
    Config: { Image: 'app', Labels: {}, Tty: false, ...more.Config },
    HostConfig: { ...more.HostConfig },
    NetworkSettings: { Networks: {}, Ports: {} },
  }
}
