/** How a keeper speaks to the engine. Part of its program: see `main.ts`. */
import { request } from 'node:http'

/** `status` 0: there was none. */
export interface Answer {
  status: number
  json: unknown
}
export type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>

const ASK_MS = 10_000

/** Never rejects. */
export function askBy(socketPath: string): Ask {
  return (method, path, body) =>
    new Promise((resolve) => {
      const failed = (error: Error) => resolve({ status: 0, json: { message: error.message } })
      const text = body === undefined ? '' : JSON.stringify(body)
      const length = Buffer.byteLength(text)
      const headers = { host: 'engine', 'content-type': 'application/json', 'content-length': length }
      const options = { socketPath, method, path, headers, agent: false, timeout: ASK_MS } as const
      const outgoing = request(options, (incoming) => {
        let answer = ''
        incoming.setEncoding('utf8').on('data', (chunk: string) => {
          answer += chunk
        })
        incoming.on('error', failed)
        incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, json: parsed(answer) }))
      })
      outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time'))).on('error', failed)
      outgoing.end(text)
    })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return { message: text.trim() }
  }
}

/** What is at a path of keys; undefined where there is nothing. */
export function at(json: unknown, path: readonly string[]): unknown {
  let value = json
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined
  }
  return value
}

/** Of an answer that was no yes. */
export function words({ status, json }: Answer): string {
  return `${status === 0 ? '' : `${status} `}${at(json, ['message']) ?? 'without a word'}`
}
