/** Small servers on the loopback address, closed when the test ends; and an upstream at the address of one. */
import { onTestFinished } from 'vitest'
import { nodeHost } from '../../../src/host/node.ts'
import { type HttpHandlers, serveHttp } from '../../../src/host/serve.ts'
import { type EdgeConfig, readEdgeConfig } from '../../../src/target/edge/config.ts'
import { Rotation } from '../../../src/target/edge/rotation.ts'
import { type Checked, Upstream } from '../../../src/target/edge/upstream.ts'

export const host = nodeHost()

/** Its URL. */
export async function served(request: HttpHandlers['request']): Promise<string> {
  const port = await host.net.freePort()
  const server = await serveHttp(port, { request, upgrade: (_request, socket) => void socket.destroy() })
  onTestFinished(async () => {
    const closed = server.close()
    server.breakOff()
    await closed
  })
  return `http://127.0.0.1:${port}`
}

/** Where nobody listens. */
export async function nowhere(): Promise<string> {
  return `http://127.0.0.1:${await host.net.freePort()}`
}

export function upstreamAt(url: string, checkedAtFirst: Checked = 'ready', name = 'one'): Upstream {
  const upstream = new Upstream({ name, url, weight: 1 }, { checkedAtFirst, connectTimeoutMs: 500 })
  onTestFinished(() => upstream.pool.destroy())
  return upstream
}

export function rotationOf(...upstreams: Upstream[]): Rotation {
  const addresses = upstreams.map(({ name, url, weight }) => ({ name, url, weight }))
  return new Rotation(addresses, {
    cuts: false,
    enter: ({ name }) => upstreams.find((one) => one.name === name)!,
  })
}

export function configWith(env: Record<string, string> = {}): EdgeConfig {
  const needed = { EDGE_PORT: '1', EDGE_UPSTREAMS: 'one=http://127.0.0.1:1' }
  const read = readEdgeConfig({ ...needed, ...env })
  if (!read.ok) throw new Error(read.message)
  return read.value
}
