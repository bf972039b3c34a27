import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { firstByte } from '../../src/host/first-byte.ts'
import { nodeHost } from '../../src/host/node.ts'

const { clock } = nodeHost()

async function listening(onSent: (sent: Buffer) => Buffer | null): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (sent) => {
      const answer = onSent(sent)
      if (answer === null) socket.end()
      else socket.write(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, close: () => server.close() }
}

it('sends bytes as they are, and tells when one came back', async () => {
  let got: number[] = []
  const server = await listening((sent) => {
    got = [...sent]
    return Buffer.from('N')
  })
  const seen = await firstByte(clock, '127.0.0.1', server.port, '\x00\xd2\x16\xff', 2000)
  expect(seen).toEqual({ tookMs: expect.any(Number), error: null, taken: true, said: 'N' })
  expect(got).toEqual([0x00, 0xd2, 0x16, 0xff])
  server.close()
})

it('says that it was closed instead', async () => {
  const server = await listening(() => null)
  expect(await firstByte(clock, '127.0.0.1', server.port, 'x', 2000)).toEqual({
    tookMs: null,
    error: 'closed',
    taken: true,
    said: '',
  })
  server.close()
})

it('sends nothing where nothing is to be sent, and tells one that is kept open from one that was never made', async () => {
  let sent = 0
  const server = await listening(() => {
    sent += 1
    return null
  })
  const { port } = server
  expect(await firstByte(clock, '127.0.0.1', port, '', 100)).toMatchObject({ error: 'timeout', taken: true })
  expect(sent).toBe(0)
  server.close()
  expect(await firstByte(clock, '127.0.0.1', port, '', 100)).toMatchObject({
    error: 'ECONNREFUSED',
    taken: false,
  })
})
