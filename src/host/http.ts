import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { urlToHttpOptions } from 'node:url'
import type { Clock, HttpAnswer, Net } from './host.ts'
import { USER_AGENT } from './version.ts'

/** Of a body, only so much is kept; the rest is not waited for. */
export const MAX_BODY_BYTES = 64 * 1024

/**
 * One request on a connection of its own. `timeoutMs` bounds all of it: connecting, TLS, headers and body.
 * An answer that breaks off counts as none. Never rejects.
 */
export function requestOnce(
  clock: Clock,
  url: string,
  options: Parameters<Net['request']>[1],
): Promise<HttpAnswer> {
  const startedMs = clock.monoMs()
  return new Promise((resolve) => {
    let finished = false
    let request: ClientRequest | null = null
    const finish = (answer: Omit<HttpAnswer, 'startedMs' | 'endedMs'>): void => {
      if (finished) return
      finished = true
      clearTimeout(timer)
      resolve({ ...answer, startedMs, endedMs: clock.monoMs() })
      request?.destroy()
    }
    const fail = (error: string): void => finish({ status: null, headers: {}, body: '', error })
    const timer = setTimeout(() => fail('timeout'), options.timeoutMs)
    try {
      request = send(url, options, (response) => {
        readBody(response, (error, body) => {
          if (error !== null) fail(error)
          else finish({ status: response.statusCode ?? 0, headers: headersOf(response), body, error: null })
        })
      })
      // Stays attached after the end: destroying a request may still raise an error, which nobody needs.
      request.on('error', (error) => fail(codeOf(error)))
    } catch (error) {
      fail(codeOf(error))
    }
  })
}

/** Without keep-alive, an agent opens a connection for each request and closes it after. */
const HTTP_AGENT = new HttpAgent({ keepAlive: false })
const HTTPS_AGENT = new HttpsAgent({ keepAlive: false, maxCachedSessions: 0 })

/** The prober asks the same URL fifty times a second: reading it anew would be a fifth of its cost. */
let latest: { url: string; target: ReturnType<typeof urlToHttpOptions> } | null = null

function send(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: string },
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  if (latest?.url !== url) latest = { url, target: urlToHttpOptions(new URL(url)) }
  const { target } = latest
  const secure = target.protocol === 'https:'
  // Of two that differ in case alone, the last counts.
  const headers = { 'user-agent': USER_AGENT, ...options.headers, connection: 'close' }
  const all = {
    ...target,
    method: options.method ?? 'GET',
    headers,
    agent: secure ? HTTPS_AGENT : HTTP_AGENT,
  }
  const request = secure ? httpsRequest(all, onResponse) : httpRequest(all, onResponse)
  request.end(options.body)
  return request
}

function readBody(response: IncomingMessage, done: (error: string | null, body: string) => void): void {
  const chunks: Buffer[] = []
  let bytes = 0
  const text = () => Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString('utf8')
  response.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= MAX_BODY_BYTES) done(null, text())
  })
  response.on('end', () => done(null, text()))
  response.on('error', (error) => done(codeOf(error), ''))
}

function headersOf(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return error instanceof Error ? error.message : String(error)
}
