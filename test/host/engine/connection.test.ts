import { afterEach, describe, expect, it } from 'vitest'
import { connectTo } from '../../../src/host/engine/connection.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { eventually } from '../conformance/eventually.ts'
import { inspected, json, type StubEngine, stubEngine } from './stub-engine.ts'

let stub: StubEngine
afterEach(() => stub.close())
const unreachable = (why: string) => ({
  code: 'engine-unreachable',
  message: expect.stringContaining(why),
})

describe('a connection to an engine', () => {
  it('does not wait for an answer that broke off', async () => {
    stub = await stubEngine(
      {
        'GET /containers/a/json': (response) => {
          response.writeHead(200, { 'content-length': '100' })
          response.write('{"Id":', () => response.destroy())
        },
      },
      { timeoutMs: 300 },
    )
    await expect(stub.engine.container('a')).rejects.toMatchObject(unreachable('no answer within 300 ms'))
  })

  it('takes a 404 of any other server for no word of an engine', async () => {
    const page = (response: import('node:http').ServerResponse) => void response.writeHead(404).end('<html>')
    stub = await stubEngine({
      'GET /containers/a/json': page,
      'DELETE /networks/a': page,
      'GET /images/a/json': page,
      'POST /containers/a/kill': page,
    })
    const { engine } = stub
    const asked = [engine.container('a'), engine.remove('a'), engine.removeNetwork('a')]
    for (const each of [...asked, engine.image('a'), engine.signal('a', 'SIGTERM')]) {
      await expect(each).rejects.toMatchObject(unreachable('is not a container engine'))
    }
  })

  it('leaves nothing open, whether it was answered, refused or too late', async () => {
    stub = await stubEngine(
      { 'GET /containers/a/json': json(inspected()), 'GET /info': () => undefined },
      { timeoutMs: 200 },
    )
    await stub.engine.container('a')
    await stub.engine.container('b')
    await expect(stub.engine.follow({ a: 'b' }, () => undefined)).rejects.toMatchObject({
      code: 'engine-unreachable',
    })
    expect(
      await eventually(
        async () => stub.open(),
        (open) => open === 0,
      ),
    ).toBe(0)
  })

  it('gives a stop its grace beside the time of a call', async () => {
    stub = await stubEngine(
      {
        'GET /containers/a/json': json(inspected()),
        'POST /containers/a/stop': (response) => void setTimeout(() => response.writeHead(204).end(), 600),
      },
      { timeoutMs: 300 },
    )
    await stub.engine.stop('a', 900)
    expect(stub.asked).toContain('POST /containers/a/stop?t=1')
    await expect(stub.engine.stop('a', 0)).rejects.toMatchObject(unreachable('no answer within 300 ms'))
  })

  it('goes where it was told, whatever the environment says', async () => {
    stub = await stubEngine({ 'GET /containers/a/json': json(inspected()) })
    const { DOCKER_HOST } = process.env
    process.env.DOCKER_HOST = 'tcp://127.0.0.1:1'
    try {
      expect(await stub.engine.container('a')).toMatchObject({ name: 'a' })
    } finally {
      if (DOCKER_HOST === undefined) delete process.env.DOCKER_HOST
      else process.env.DOCKER_HOST = DOCKER_HOST
    }
  })

  it('has a deadline for the beginning of what goes on, and none for its end', async () => {
    stub = await stubEngine({
      'GET /events': (response) => void response.writeHead(200).flushHeaders(),
    })
    const connection = connectTo(stub.endpoint, 200, nodeHost())
    const { stream, close } = await connection.listen('tell', (docker) => docker.getEvents({}))
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(stream.destroyed).toBe(false)
    expect(stub.open()).toBe(1)
    close()
    expect(
      await eventually(
        async () => stub.open(),
        (open) => open === 0,
      ),
    ).toBe(0)
  })
})
