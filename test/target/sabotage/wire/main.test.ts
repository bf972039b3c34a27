import { afterEach, describe, expect, it } from 'vitest'
import type { Child } from '../../../../src/host/host.ts'
import { nodeHost } from '../../../../src/host/node.ts'
import { type HttpServer, serveHttp } from '../../../../src/host/serve.ts'
import { WIRE_PROGRAM } from '../../../../src/target/sabotage/wire/program.ts'
import { countsIn } from '../../../../src/target/sabotage/wire/settings.ts'

const WITHIN = { timeout: 10_000 }
const { net, processes, env } = nodeHost()
let edge: HttpServer | null = null
let child: Child | null = null
let runs = 0
afterEach(async () => {
  child?.stdin?.end()
  await child?.exited
  await edge?.close()
})

async function start() {
  const [listen, behind] = [await net.freePort(), await net.freePort()]
  edge = await serveHttp(behind, {
    request: (_request, response) => void response.end('edge'),
    upgrade: () => undefined,
  })
  const settings = { kind: 'loses', listen, to: [`http://127.0.0.1:${behind}`], share: 1, byMs: 0 }
  runs += 1
  child = await processes.spawn({
    argv: [process.execPath, WIRE_PROGRAM, JSON.stringify(settings)],
    cwd: process.cwd(),
    env: { PATH: env.PATH },
    mark: `wire-${process.pid}/${runs}`,
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'ignore',
  })
  await expect.poll(() => net.accepts('127.0.0.1', listen, 1000), WITHIN).toBe(true)
  const ask = async () => (await net.request(`http://127.0.0.1:${listen}/`, { timeoutMs: 2000 })).status
  return { started: child, ask }
}

describe('the program between users and the edge', () => {
  it('spoils once it is told to, and ends with its counts when its input closes', async () => {
    const { started, ask } = await start()
    const said = started.stdout!.toArray()
    expect(await ask()).toBe(200)
    started.stdin!.write('begin\n')
    await expect.poll(ask, WITHIN).toBeNull()
    started.stdin!.end()
    expect(await started.exited).toEqual({ code: 0, signal: null })
    const counts = countsIn(Buffer.concat(await said).toString())
    expect(counts?.spoiled).toBeGreaterThan(0)
    expect(counts?.seen).toBe(counts?.spoiled)
  })

  it('outlives a SIGINT that was meant for others', async () => {
    const { started, ask } = await start()
    await processes.signal(started.identity, 'SIGINT')
    expect(await ask()).toBe(200)
  })
})
