import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import type { FakeAnswer } from '../../../src/host/fake/net.ts'
import { createManaged } from '../../../src/target/process/managed.ts'
import { type Known, observe } from '../../../src/target/process/observe.ts'
import { instanceSpecs } from '../../../src/target/process/spec.ts'
import { runtimeOn, surroundings } from './settings.ts'

const SAID = { version: '2', digest: 'd', instance: 'web-1', bootId: 'b' }

const TELLING = { version: '/version' }
const ALONE: Known = { pointed: null, adopted: false }

async function started(answer: (path: string) => FakeAnswer, programs = {}, options: object = TELLING) {
  const host = fakeHost({ programs: { server: {}, sh: { children: [['server']] }, ...programs } })
  const runtime = runtimeOn(host)
  const around = surroundings({ run: 'server', ...options })
  const [spec] = instanceSpecs(around)
  let serving: (path: string) => FakeAnswer = () => ({ status: 200 })
  host.net.listen(spec!.port, ({ path }) => serving(path))
  const managed = createManaged(spec!, runtime)
  await managed.start()
  serving = answer
  return { host, managed, look: (known = ALONE) => observe(managed, around, runtime, known) }
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

  it('is what answers on its port where somebody else may have started it', async () => {
    const { look, managed, host } = await started(() => ({
      status: 200,
      headers: { 'x-release': '2', 'x-boot-id': 'theirs' },
    }))
    managed.expectEnd()
    await host.processes.signal(managed.spawned()!, 'SIGKILL')
    const adopted = { pointed: null, adopted: true }
    expect(await look(adopted)).toMatchObject({
      identity: { process: null, bootId: 'theirs', mark: null },
      release: { version: '2', source: 'header' },
      ready: true,
    })
    host.net.close(3001)
    expect(await look(adopted)).toMatchObject({ identity: null, ready: false })
  })

  it('is not taken for what its pointer leads to where somebody else started it', async () => {
    const { look, managed, host } = await started(() => ({ status: 200 }), {}, {})
    const adopted = { pointed: '1.1.0', adopted: true }
    expect(await look(adopted)).toMatchObject({ release: { version: '1.1.0', source: 'pointer' } })
    managed.expectEnd()
    await host.processes.signal(managed.spawned()!, 'SIGKILL')
    expect(await look(adopted)).toMatchObject({ ready: true, release: null })
  })

  it('is not taken for what its pointer leads to where it was to tell itself, and does not', async () => {
    const { look } = await started(() => ({ status: 200, body: '{"name":"shop"}' }))
    expect(await look({ pointed: '1.1.0', adopted: false })).toMatchObject({ ready: true, release: null })
  })

  it('runs what its pointer leads to, where it cannot be asked', async () => {
    const { look } = await started(() => ({ status: 200 }), {}, {})
    expect((await look({ pointed: '1.1.0', adopted: false })).release).toEqual({
      version: '1.1.0',
      digest: null,
      source: 'pointer',
    })
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
