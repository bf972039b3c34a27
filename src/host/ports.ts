import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { FiredrillError } from '../errors.ts'
import type { Net } from './host.ts'

const LOWEST = 15_000
const ATTEMPTS = 200
const ANSWER_MS = 200
/** By whomever in this process: one is free until its app listens. */
const given = new Set<number>()

/**
 * Ports are picked below the range from which the system takes the local ports of outgoing connections: an instance
 * that is started again in mid-load would otherwise find its port taken by a connection of the load generator.
 */
export function createPorts(accepts: Net['accepts']): Pick<Net, 'freePort' | 'isFree'> {
  // Binding alone misses, on macOS, a server on the wildcard address; connecting alone misses one that hangs.
  const isFree = async (port: number): Promise<boolean> => {
    for (const host of ['127.0.0.1', '::1']) if (await accepts(host, port, ANSWER_MS)) return false
    return await canListen(port)
  }
  const freePort = async (): Promise<number> => {
    const highest = firstEphemeralPort() - 1
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const port = LOWEST + Math.floor(Math.random() * (highest - LOWEST + 1))
      if (given.has(port)) continue
      given.add(port)
      if (await isFree(port)) return port
    }
    throw new FiredrillError('port-in-use', `No free port was found between ${LOWEST} and ${highest}.`, {
      hint: 'Look for what holds the ports: `ss -ltn` (Linux) or `lsof -iTCP -sTCP:LISTEN` (macOS).',
    })
  }
  return { freePort, isFree }
}

/** 32768 on Linux unless configured otherwise; 49152 on macOS. */
function firstEphemeralPort(): number {
  if (process.platform !== 'linux') return 49_152
  const low = Number(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s+/)[0])
  return low > LOWEST + 1000 ? low : 65_536
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
