import { connect } from 'node:net'
import { addresses } from './addresses.ts'
import { download } from './download.ts'
import { firstByte } from './first-byte.ts'
import type { Clock, Net } from './host.ts'
import { requestOnce } from './http.ts'
import { bareHost } from './ipv6.ts'
import { createPorts } from './ports.ts'
import { probeOnce } from './probe-once.ts'

export function nodeNet(clock: Clock): Net {
  const ports = createPorts(accepts)
  return {
    request: (url, options) => requestOnce(clock, url, options),
    download,
    probe: (url, options) => probeOnce(clock, url, options),
    addresses,
    accepts,
    firstByte: (host, port, send, timeoutMs) => firstByte(clock, host, port, send, timeoutMs),
    freePort: ports.freePort,
    isFree: ports.isFree,
  }
}

function accepts(host: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: bareHost(host), port })
    const timer = setTimeout(() => finish(false), timeoutMs)
    const finish = (accepted: boolean): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(accepted)
    }
    socket.once('connect', () => finish(true))
    socket.on('error', () => finish(false))
  })
}
