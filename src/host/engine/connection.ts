/**
 * How an engine is spoken to: each request on a connection of its own, so that a deadline can end it whatever it waits
 * for, and an engine that was restarted is not asked on a connection that it has forgotten.
 */
import type { Readable } from 'node:stream'
import type Docker from 'dockerode'
import type { Clock, Files } from '../host.ts'
import { dialing } from './dialing.ts'
import type { Endpoint } from './engine.ts'
import { engineError, tooLate } from './engine-error.ts'

export interface Connection {
  readonly url: string
  /** One request and its answer. `what` it is for, in errors: "stop the container web-1". */
  ask<T>(
    what: string,
    request: (docker: Docker) => Promise<T>,
    options?: { moreMs?: number; withinMs?: number },
  ): Promise<T>
  /** A request whose answer goes on until `close`: the deadline is for its beginning. */
  listen(what: string, request: (docker: Docker) => Promise<NodeJS.ReadableStream>): Promise<Listening>
}

export interface Listening {
  stream: Readable
  close(): void
}

export function connectTo(
  endpoint: Endpoint,
  timeoutMs: number,
  { clock, files }: { clock: Clock; files: Files },
): Connection {
  const { url } = endpoint
  const dial = dialing(endpoint, files)

  const begin = async <T>(what: string, request: (docker: Docker) => Promise<T>, withinMs: number) => {
    const { docker, close } = await dial()
    try {
      return { answer: await inTime(request(docker), withinMs), close }
    } catch (error) {
      close()
      throw engineError(url, what, error)
    }
  }
  const inTime = async <T>(answer: Promise<T>, withinMs: number): Promise<T> => {
    const answered = new AbortController()
    const late = clock.sleep(withinMs, answered.signal).then(() => {
      throw tooLate(url, withinMs)
    })
    try {
      return await Promise.race([answer, late])
    } finally {
      answered.abort()
      // Whichever came second has no one else to tell.
      late.catch(() => undefined)
      answer.catch(() => undefined)
    }
  }
  return {
    url,
    async ask(what, request, { moreMs = 0, withinMs = timeoutMs } = {}) {
      return (await begin(what, request, withinMs + moreMs)).answer
    },
    async listen(what, request) {
      const { answer, close } = await begin(what, request, timeoutMs)
      return { stream: answer as Readable, close }
    },
  }
}

/** Every chunk, until the engine ends it; rejects when it breaks off, or the signal closes it. */
export async function read(
  { stream, close }: Listening,
  onChunk: (chunk: Uint8Array) => void,
  signal?: AbortSignal,
): Promise<void> {
  signal?.addEventListener('abort', close, { once: true })
  try {
    signal?.throwIfAborted()
    for await (const chunk of stream) onChunk(chunk as Uint8Array)
  } finally {
    signal?.removeEventListener('abort', close)
    close()
  }
}
