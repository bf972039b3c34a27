import { createServer as createHttp, type Server } from 'node:http'
import { describe } from 'vitest'
import { nodeClock } from '../../src/host/clock.ts'
import { nodeNet } from '../../src/host/net.ts'
import { type Listen, netConformance } from './conformance/net.ts'

const listen: Listen = (port) => {
  const server: Server = createHttp((request, response) => {
    if (request.url === '/hang') return
    if (request.url === '/reset') return void request.socket.resetAndDestroy()
    response.setHeader('X-Instance', 'a')
    if (request.url === '/echo') return void request.pipe(response)
    response.statusCode = request.url === '/ok' ? 200 : 404
    response.end(request.headers['x-say'] ?? '')
  })
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve({ close })))
}

describe('the network of this machine', () => {
  netConformance(nodeNet(nodeClock()), listen)
})
