import { afterEach, describe, expect, it } from 'vitest'
import {
  type Answer,
  inspected,
  json,
  oneByOne,
  refusal,
  type StubEngine,
  stubEngine,
} from './stub-engine.ts'

let stub: StubEngine
afterEach(() => stub.close())
const gone = refusal(404, 'No such container: a')

describe('containers', () => {
  it('leaves out those that go between the list and the look', async () => {
    stub = await stubEngine({
      'GET /containers/json': json([{ Id: 'a' }, { Id: 'b' }]),
      'GET /containers/b/json': json(inspected()),
    })
    expect(await stub.engine.containers({ x: 'y' })).toHaveLength(1)
    expect(decodeURIComponent(stub.asked[0] ?? '')).toContain('filters={"label":["x=y"]}')
  })

  it('takes no pid for its own that is of another machine, or of someone else here', async () => {
    const of = (Pid: number, Id: string): Answer => json({ ...inspected({ State: { Pid } }), Id })
    stub = await stubEngine({
      // This process is no container, so no control group has its name; there is no process of so high a pid.
      'GET /containers/a/json': of(process.pid, 'b'.repeat(64)),
      'GET /containers/b/json': of(2 ** 31 - 1, 'b'.repeat(64)),
    })
    expect(await stub.engine.mainProcess('a')).toBeNull()
    expect(await stub.engine.mainProcess('b')).toBeNull()
  })

  it('says of a signal that failed for any other reason what the engine said', async () => {
    stub = await stubEngine({ 'POST /containers/a/kill': refusal(500, 'cannot kill: permission denied') })
    await expect(stub.engine.signal('a', 'SIGKILL')).rejects.toMatchObject({
      code: 'engine-refused',
      message: expect.stringContaining(
        'did not send SIGKILL to the container a: cannot kill: permission denied',
      ),
    })
  })

  it('waits for a removal that someone else has begun', async () => {
    const looks = oneByOne(json(inspected()), json(inspected()), json(inspected()), gone)
    stub = await stubEngine({
      'GET /containers/a/json': looks,
      'DELETE /containers/a': refusal(409, 'removal of container a is already in progress'),
    })
    await stub.engine.remove('a')
    expect(stub.asked).toEqual([
      'GET /containers/a/json',
      'DELETE /containers/a?force=true&v=true',
      ...Array(3).fill('GET /containers/a/json'),
    ])
  })

  it('does not take a container for removed that stays', async () => {
    stub = await stubEngine(
      {
        'GET /containers/a/json': json(inspected()),
        'DELETE /containers/a': refusal(409, 'removal of container a is already in progress'),
      },
      { timeoutMs: 300 },
    )
    await expect(stub.engine.remove('a')).rejects.toMatchObject({
      code: 'engine-refused',
      message: expect.stringContaining('already in progress'),
    })
  })

  it('unpauses before it stops or removes, and not what is not paused', async () => {
    const paused = json(inspected({ State: { Status: 'paused', Paused: true } }))
    const done: Answer = (response) => void response.writeHead(204).end()
    const answers = {
      'POST /containers/a/unpause': done,
      'POST /containers/a/stop': done,
      'DELETE /containers/a': done,
    }
    stub = await stubEngine({ ...answers, 'GET /containers/a/json': paused })
    await stub.engine.stop('a', 0)
    await stub.engine.remove('a')
    const acts = () =>
      stub.asked.filter((asked) => !asked.startsWith('GET')).map((asked) => asked.split('?')[0])
    expect(acts()).toEqual([
      'POST /containers/a/unpause',
      'POST /containers/a/stop',
      'POST /containers/a/unpause',
      'DELETE /containers/a',
    ])
    await stub.close()
    stub = await stubEngine({ ...answers, 'GET /containers/a/json': json(inspected()) })
    await stub.engine.stop('a', 0)
    await stub.engine.unpause('a')
    expect(acts()).toEqual(['POST /containers/a/stop'])
  })
})
