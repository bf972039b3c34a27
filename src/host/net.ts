import { addresses } from './addresses.ts'
import { download } from './download.ts'
import { firstByte } from './first-byte.ts'
import type { Clock, Net } from './host.ts'
import { requestOnce } from './http.ts'
import { knock } from './knock.ts'
import { createPorts } from './ports.ts'
import { probeOnce } from './probe-once.ts'

export function nodeNet(clock: Clock): Net {
  const ports = createPorts(accepts)
  return {
    request: (url, options) => requestOnce(clock, url, options),
    download,
    probe: (url, options) => probeOnce(clock, url, options),
    addresses,
    knock,
    accepts,
    firstByte: (host, port, send, timeoutMs) => firstByte(clock, host, port, send, timeoutMs),
    freePort: ports.freePort,
    isFree: ports.isFree,
  }
}

async function accepts(host: string, port: number, timeoutMs: number): Promise<boolean> {
  return (await knock(host, port, timeoutMs)) === 'accepted'
}
