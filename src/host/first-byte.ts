import { connect } from 'node:net'
import type { Clock, FirstByte } from './host.ts'
import { bareHost } from './ipv6.ts'

/** As `Net.firstByte`. `send` is taken byte by byte (Latin-1), so that it can stand for any protocol. */
export function firstByte(
  clock: Clock,
  host: string,
  port: number,
  send: string,
  timeoutMs: number,
): Promise<FirstByte> {
  const startedMs = clock.monoMs()
  return new Promise((resolve) => {
    const socket = connect({ host: bareHost(host), port, noDelay: true })
    const finish = (seen: FirstByte): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(seen)
    }
    const fail = (error: string): void => finish({ tookMs: null, error })
    const timer = setTimeout(() => fail('timeout'), timeoutMs)
    socket.once('connect', () => socket.write(send, 'latin1'))
    socket.once('data', () => finish({ tookMs: clock.monoMs() - startedMs, error: null }))
    socket.once('close', () => fail('closed'))
    // Stays attached after the end: destroying a socket may still raise an error, which nobody needs.
    socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
  })
}
