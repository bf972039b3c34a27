import { createProxyServer, type ProxyServer } from 'httpxy'
import type { HttpHandlers } from '../../host/serve.ts'
import type { EdgeConfig } from './config.ts'
import type { Rotation } from './rotation.ts'

type Socket = Parameters<ProxyServer['ws']>[1]
const NOBODY = 'HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'

/** Passes a WebSocket on to one upstream, where it stays: it is neither tried again nor written to the access log. */
export function upgrader(
  rotation: Pick<Rotation, 'pick'>,
  config: Pick<EdgeConfig, 'EDGE_TIMEOUT_MS'>,
): HttpHandlers['upgrade'] {
  const proxy = createProxyServer({ upgradeTimeout: config.EDGE_TIMEOUT_MS })
  // Whoever breaks it off, the other side sees it break.
  proxy.on('error', (_error, _request, broken) => void broken?.destroy())
  return (request, socket, head) => {
    // Node has taken its own listener away: a client that is gone already would end the edge.
    socket.on('error', () => socket.destroy())
    const upstream = rotation.pick([])
    if (upstream === null) socket.end(NOBODY)
    else void proxy.ws(request, socket as Socket, { target: upstream.url }, head)
  }
}
