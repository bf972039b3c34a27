import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createManaged } from '../../../src/target/process/managed.ts'
import { instanceSpecs } from '../../../src/target/process/spec.ts'
import { startParts, startTogether } from '../../../src/target/process/start.ts'
import { runtimeOn, surroundings } from './settings.ts'

const programs = { server: {}, edge: {}, db: {}, dies: { exit: { afterMs: 10, code: 1 } } }

describe('starting everything', () => {
  it('goes from the services to the edge', async () => {
    const host = fakeHost({ programs })
    for (const port of [3001, 3002, 5432, 8080]) host.net.listen(port, () => ({ status: 200 }))
    const runtime = runtimeOn(host)
    const around = surroundings({ run: 'server', edge: { run: 'edge' }, services: { db: { run: 'db' } } })
    const { services, instances, edge } = await startParts(around, runtime)
    expect([services.length, instances.length, edge?.spec.name]).toEqual([1, 2, 'edge'])
    expect(runtime.said).toEqual(['starting db', 'starting web-1, web-2', 'starting edge'])
  })

  it('waits for an edge that is there already', async () => {
    const host = fakeHost({ programs })
    for (const port of [3001, 3002]) host.net.listen(port, () => ({ status: 200 }))
    const edge = { url: 'http://127.0.0.1:9090', readyTimeout: '1s' as const }
    const around = surroundings({ run: 'server', edge })
    await expect(startParts(around, runtimeOn(host))).rejects.toMatchObject({ code: 'never-ready' })
    host.net.listen(9090, () => ({ status: 200 }))
    expect((await startParts(around, runtimeOn(host))).edge).toBeNull()
  })

  it('throws the first failure once all have come to rest', async () => {
    const host = fakeHost({ programs })
    const runtime = runtimeOn(host)
    const around = surroundings({ run: 'server' })
    const specs = instanceSpecs(around).map((spec, index) =>
      index === 0 ? spec : { ...spec, argv: ['dies'] },
    )
    const startedMs = host.clock.monoMs()
    const starting = startTogether(
      specs.map((spec) => createManaged(spec, runtime)),
      new AbortController().signal,
    )
    await expect(starting).rejects.toThrow('web-2 ended before it was ready')
    expect(host.clock.monoMs() - startedMs).toBeLessThan(2000)
  })
})
