import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import type { FakeAnswer } from '../../../src/host/fake/net.ts'
import { createManaged } from '../../../src/target/process/managed.ts'
import { observe, readSelf } from '../../../src/target/process/observe.ts'
import { instanceSpecs } from '../../../src/target/process/spec.ts'
import { runtimeOn, surroundings } from './settings.ts'

const SAID = { version: '2', digest: 'd', instance: 'web-1', bootId: 'b' }

async function started(answer: (path: string) => FakeAnswer, programs = {}) {
  const host = fakeHost({ programs: { server: {}, sh: { children: [['server']] }, ...programs } })
  const runtime = runtimeOn(host)
  const around = surroundings({ run: 'server', version: '/version' })
  const [spec] = instanceSpecs(around)
  let serving: (path: string) => FakeAnswer = () => ({ status: 200 })
  host.net.listen(spec!.port, ({ path }) => serving(path))
  const managed = createManaged(spec!, runtime)
  await managed.start()
  serving = answer
  return { host, managed, look: () => observe(managed, around, runtime) }
}

describe('an instance, looked at', () => {
  it('tells what it is by its version endpoint', async () => {
    const body = JSON.stringify(SAID)
    const { look, managed } = await started((path) =>
      path === '/version' ? { status: 200, body } : { status: 503 },
    )
    expect(await look()).toEqual({
      name: 'web-1',
      url: 'http://127.0.0.1:3001',
      identity: { process: managed.spawned(), bootId: 'b', mark: 'r/1' },
      release: { version: '2', digest: 'd', source: 'version endpoint' },
      ready: false,
    })
  })

  it.each([
    ['itself', 'web-1', true],
    ['a machine', 'host-7', true],
    ['another one of the same app', 'web-2', false],
  ])('that says it is %s is ready: %s, %s', async (_what, instance, ready) => {
    const { look } = await started(() => ({ status: 200, headers: { 'x-instance': instance } }))
    expect(await look()).toMatchObject({ ready })
  })

  it('is known by its process and mark alone while it hangs', async () => {
    const { look, managed } = await started(() => 'hang')
    expect(await look()).toMatchObject({
      identity: { process: managed.spawned(), bootId: null, mark: 'r/1' },
      release: null,
      ready: false,
    })
  })

  it('is down once nothing of it is left, whoever answers on its port', async () => {
    const { look, managed, host } = await started(() => ({ status: 200, headers: { 'x-release': '2' } }))
    expect(await look()).toMatchObject({ ready: true })
    managed.expectEnd()
    await host.processes.signal(managed.spawned()!, 'SIGKILL')
    expect(await look()).toMatchObject({ identity: null, release: null, ready: false })
  })

  it('is not said to be a process of which that is not known', async () => {
    const programs = { server: { children: [['worker']] }, worker: {} }
    const unknown = await started(() => ({ status: 200 }), programs)
    expect((await unknown.look()).identity?.process).toBeNull()
    const told = await started((path) => {
      const pid = path === '/version' ? said : 0
      return { status: 200, body: JSON.stringify({ pid }) }
    }, programs)
    const said = (await told.managed.processes())[1]?.pid ?? 0
    expect((await told.look()).identity?.process?.pid).toBe(said)
  })
})

describe('what an instance says of itself', () => {
  const headers = { 'x-release': '3', 'x-boot-id': 'h' }
  const told = (body: string, status = 200) => ({ headers: {}, status, body })

  it('is read from headers where there is no version endpoint, or it does not answer', () => {
    const expected = {
      pid: null,
      instance: null,
      bootId: 'h',
      release: { version: '3', digest: null, source: 'header' },
    }
    expect(readSelf({ headers }, null, undefined)).toEqual(expected)
    expect(readSelf({ headers }, told(JSON.stringify(SAID), 500), '/version')).toEqual(expected)
    expect(readSelf({ headers }, told('not json'), '/version')).toEqual(expected)
    expect(readSelf({ headers }, told('[1]'), '/version')).toEqual(expected)
    expect(readSelf({ headers }, told('null'), '/version')).toEqual(expected)
  })

  it('is read under the names that the app uses', () => {
    const { options } = surroundings({
      version: {
        path: '/v',
        keys: { version: 'tag', bootId: 'boot', pid: 'process' },
        headers: { release: 'X-App' },
      },
    })
    expect(readSelf({ headers: {} }, told('{"tag":"9","boot":"q","process":7}'), options.version)).toEqual({
      pid: 7,
      instance: null,
      bootId: 'q',
      release: { version: '9', digest: null, source: 'version endpoint' },
    })
    expect(readSelf({ headers: { 'x-app': '8' } }, null, options.version).release?.version).toBe('8')
  })

  it('may be nothing', () => {
    expect(readSelf({ headers: {} }, null, undefined)).toEqual({
      pid: null,
      instance: null,
      bootId: null,
      release: null,
    })
  })
})
