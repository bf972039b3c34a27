import { connect } from 'node:net'
import { bareHost } from './ipv6.ts'

/**
 * What becomes of a connection. `refused`: nobody listens there. `silent`: nothing was said in time: the queue of who
 * listens is full, as that of a hung process soon is, or something on the way lets nothing through. `unreachable`: there is no
 * way there from here, or no such name; of whoever may listen there it says nothing.
 */
export type Knock = 'accepted' | 'refused' | 'silent' | 'unreachable'

/** By the system's word; whatever else hinders it says nothing of the other end. */
const SAID: Readonly<Record<string, Knock>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'refused',
  ETIMEDOUT: 'silent',
}

/** See `Net.knock`. */
export function knock(host: string, port: number, timeoutMs: number): Promise<Knock> {
  return new Promise((resolve) => {
    const socket = connect({ host: bareHost(host), port })
    const timer = setTimeout(() => finish('silent'), timeoutMs)
    const finish = (seen: Knock): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(seen)
    }
    socket.once('connect', () => finish('accepted'))
    socket.on('error', (error: NodeJS.ErrnoException) => finish(SAID[error.code ?? ''] ?? 'unreachable'))
  })
}

/** `127.0.0.1:5432 …` */
export function knockWords(seen: Knock, timeoutMs: number): string {
  switch (seen) {
    case 'accepted':
      return 'accepts connections'
    case 'refused':
      return 'refuses connections'
    case 'silent':
      return `takes no connection within ${timeoutMs} ms`
    case 'unreachable':
      return 'cannot be reached from here'
  }
}
