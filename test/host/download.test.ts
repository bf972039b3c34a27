import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { download } from '../../src/host/download.ts'

test('what its taker throws ends it, and the connection with it', async () => {
  const closed = Promise.withResolvers<void>()
  const server = createServer((_request, response) => {
    response.on('close', () => closed.resolve())
    response.write('first')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const taking = download(url, {
    signal: AbortSignal.timeout(5000),
    onData: () => {
      throw new Error('not to be had')
    },
  })
  await expect(taking).rejects.toThrow('not to be had')
  await closed.promise
  server.close()
})

test('says who asks', async () => {
  let agent = ''
  const server = createServer((request, response) => {
    agent = request.headers['user-agent'] ?? ''
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await download(url, { signal: AbortSignal.timeout(5000), onData: () => undefined })
  server.close()
  expect(agent).toMatch(/^firedrill\//)
})
