/**
 * A listener with a fixed answer, for `prober-accuracy.ts`. Says its port; told `refuse <ms>` on its standard input,
 * it listens no more for so long, and says when that really began and ended, in ms of the machine's monotonic clock.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

const monoMs = (): number => Number(process.hrtime.bigint()) / 1e6
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello'
const sockets = new Set<Socket>()
// No HTTP server: after a hang of 2 s a hundred requests wait, and working them off is outage too.
const server = createServer((socket) => {
  sockets.add(socket)
  socket.once('data', () => socket.end(ANSWER))
  socket.on('error', () => socket.destroy())
  socket.on('close', () => sockets.delete(socket))
})

function listen(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

await listen(0)
const { port } = server.address() as AddressInfo
console.log(JSON.stringify({ port }))
for await (const line of createInterface({ input: process.stdin })) {
  const lengthMs = Number(line.split(' ')[1])
  const startMs = monoMs()
  server.close()
  for (const socket of sockets) socket.destroy()
  await delay(lengthMs)
  await listen(port)
  console.log(JSON.stringify({ startMs, endMs: monoMs() }))
}
process.exit(0)
