import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../../src/host/fake/clock.ts'
import { createFakeNet, type FakeServer } from '../../../src/host/fake/net.ts'
import { netConformance } from '../conformance/net.ts'

const server: FakeServer = ({ path, headers, body }) => {
  if (path === '/hang') return 'hang'
  if (path === '/reset') return 'reset'
  if (path === '/echo') return { status: 200, body }
  return { status: path === '/ok' ? 200 : 404, headers: { 'x-instance': 'a' }, body: headers['x-say'] ?? '' }
}

describe('the network in memory', () => {
  const net = createFakeNet(createFakeClock())
  netConformance(net, async (port) => {
    net.listen(port, server)
    return { close: async () => net.close(port) }
  })

  it('takes as long as the server says', async () => {
    net.listen(80, () => ({ status: 200, afterMs: 70 }))
    const { startedMs, endedMs } = await net.request('http://127.0.0.1/', { timeoutMs: 100 })
    expect(endedMs - startedMs).toBe(70)
  })
})
