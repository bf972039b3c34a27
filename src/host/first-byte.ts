import { connect } from 'node:net'
import type { Clock } from './host.ts'
import { bareHost } from './ipv6.ts'

export interface FirstByte {
  tookMs: number | null
  /** `ECONNREFUSED`, `ECONNRESET`, `closed`, `timeout`; null when a byte came. */
  error: string | null
  /** Was the connection made? */
  taken: boolean
  /** What came first, byte by byte (Latin-1); empty: nothing. */
  said: string
}

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
    let taken = false
    const finish = (seen: Omit<FirstByte, 'taken'>): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ ...seen, taken })
    }
    const fail = (error: string): void => finish({ tookMs: null, error, said: '' })
    const timer = setTimeout(() => fail('timeout'), timeoutMs)
    socket.once('connect', () => {
      taken = true
      if (send !== '') socket.write(send, 'latin1')
    })
    socket.once('data', (bytes) => {
      finish({ tookMs: clock.monoMs() - startedMs, error: null, said: bytes.toString('latin1') })
    })
    socket.once('close', () => fail('closed'))
    // Stays attached after the end: destroying a socket may still raise an error, which nobody needs.
    socket.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
  })
}
