import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { Request } from '../../../src/host/serve.ts'
import { upgrader } from '../../../src/target/edge/upgrade.ts'

// How one is passed on is seen on a running edge: edge.test.ts.
test('a WebSocket that nobody can take is refused', async () => {
  const socket = new PassThrough()
  upgrader({ pick: () => null })({} as Request, socket, Buffer.alloc(0))
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 503 /)
})

test('a client that is gone before it is refused does no harm', async () => {
  const socket = new PassThrough()
  upgrader({ pick: () => null })({} as Request, socket, Buffer.alloc(0))
  socket.destroy(new Error('ECONNRESET'))
  await new Promise((resolve) => socket.once('close', resolve))
  expect(socket.destroyed).toBe(true)
})
