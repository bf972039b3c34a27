import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createManaged } from '../../../src/target/process/managed.ts'
import { instanceSpecs } from '../../../src/target/process/spec.ts'
import { runtimeOn, SECRET, surroundings } from './settings.ts'

function web(programs: Parameters<typeof fakeHost>[0]) {
  const host = fakeHost(programs)
  const runtime = runtimeOn(host)
  const [spec] = instanceSpecs(surroundings({ run: 'server', env: { TOKEN: SECRET } }))
  if (!spec) throw new Error('no spec')
  host.net.listen(spec.port, () => ({ status: 200 }))
  return { host, runtime, managed: createManaged(spec, runtime) }
}

describe('a managed process', () => {
  it('has its mark journaled before it is spawned, with the command and no secret', async () => {
    const { managed, runtime } = web({ programs: { server: {} } })
    expect(managed.mark()).toBeNull()
    expect(await managed.processes()).toEqual([])
    await managed.start()
    expect(runtime.intents).toEqual([
      {
        what: 'start web-1',
        undo: { kind: 'end-processes', args: { mark: 'r/1', graceMs: 45_000 } },
        command: {
          argv: ['server'],
          cwd: '/app',
          env: { HOST: '127.0.0.1', PORT: '3001', TOKEN: '‹redacted›' },
        },
      },
    ])
    expect(await managed.processes()).toEqual([managed.spawned()])
  })

  it('is not spawned when the intent cannot be journaled', async () => {
    const { host, runtime, managed } = web({ programs: { server: {} } })
    runtime.context.change = async () => Promise.reject(new Error('disk full'))
    await expect(managed.start()).rejects.toThrow('disk full')
    expect(host.processes.list()).toEqual([])
  })

  it('gets a mark of its own at every start, and is not started twice', async () => {
    const { host, managed } = web({ programs: { server: { cpuMs: 70 } } })
    await managed.start()
    await expect(managed.start()).rejects.toMatchObject({ code: 'drill-invalid' })
    const before = await managed.cpuMs()
    managed.expectEnd()
    await host.processes.signal(managed.spawned()!, 'SIGKILL')
    await managed.start()
    expect(managed.mark()).toBe('r/2')
    expect(await managed.cpuMs()).toBeGreaterThanOrEqual(before)
  })

  it('reports an end that nobody asked for, once it was ready, and no other', async () => {
    const { host, runtime, managed } = web({ programs: { server: {} } })
    await managed.start()
    await host.processes.signal(managed.spawned()!, 'SIGKILL')
    await host.clock.sleep(500)
    expect(runtime.ends).toMatchObject([{ name: 'web-1', how: 'signal SIGKILL', lastLines: [] }])
    await managed.start()
    managed.expectEnd()
    await host.processes.signal(managed.spawned()!, 'SIGKILL')
    await host.clock.sleep(500)
    expect(runtime.ends).toHaveLength(1)
  })
})
