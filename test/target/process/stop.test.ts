import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createManaged } from '../../../src/target/process/managed.ts'
import { instanceSpecs, type ProcessSpec } from '../../../src/target/process/spec.ts'
import { stopProcess } from '../../../src/target/process/stop.ts'
import { runtimeOn, surroundings } from './settings.ts'

type Programs = NonNullable<Parameters<typeof fakeHost>[0]>['programs']

async function started(programs: Programs, change: Partial<ProcessSpec> = {}) {
  const host = fakeHost({ programs: programs ?? {} })
  const runtime = runtimeOn(host)
  const [spec] = instanceSpecs(surroundings({ run: 'server' }))
  host.net.listen(spec!.port, () => ({ status: 200 }))
  const managed = createManaged({ ...spec!, ...change }, runtime)
  await managed.start()
  return { host, runtime, managed }
}

describe('stopping', () => {
  it('takes no longer than the process does, and is journaled', async () => {
    const { host, runtime, managed } = await started({ server: { children: [['child']] }, child: {} })
    const startedMs = host.clock.monoMs()
    await stopProcess(managed, runtime)
    expect(host.processes.list()).toEqual([])
    expect(host.clock.monoMs() - startedMs).toBeLessThan(200)
    expect(runtime.intents.at(-1)).toMatchObject({
      what: 'stop web-1',
      undo: { kind: 'covered', args: { by: 'start web-1' } },
      command: { argv: ['kill', '-TERM', expect.any(String), expect.any(String)] },
    })
    expect(runtime.said).toEqual([])
    expect(runtime.ends).toEqual([])
  })

  it('does nothing to what is down', async () => {
    const { runtime, managed } = await started({ server: {} })
    await stopProcess(managed, runtime)
    const before = runtime.intents.length
    await stopProcess(managed, runtime)
    expect(runtime.intents).toHaveLength(before)
  })

  it('kills what ignores it, after its time, and says so', async () => {
    const { host, runtime, managed } = await started({ server: { ignores: ['SIGTERM'] } })
    const startedMs = host.clock.monoMs()
    await stopProcess(managed, runtime)
    expect(host.processes.list()).toEqual([])
    expect(host.clock.monoMs() - startedMs).toBeGreaterThanOrEqual(45_000)
    expect(runtime.said).toEqual(['web-1 did not end within 45 s of SIGTERM: killed'])
  })

  it('can tell the first process only: its children are its own to end', async () => {
    const programs = { server: { children: [['child']] }, child: {} }
    const { runtime, managed } = await started(programs, { stopSignalTo: 'main', stopSignal: 'SIGINT' })
    await stopProcess(managed, runtime)
    const pid = String(managed.spawned()?.pid)
    expect(runtime.intents.at(-1)?.command?.argv).toEqual(['kill', '-INT', pid])
    expect(await managed.processes()).toEqual([])
  })
})
