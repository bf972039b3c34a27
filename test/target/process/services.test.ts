import { describe, expect, it } from 'vitest'
import { type FakeHost, fakeHost } from '../../../src/host/fake/host.ts'
import type { FakeProgram } from '../../../src/host/fake/process-table.ts'
import { createManaged } from '../../../src/target/process/managed.ts'
import { servicesOf } from '../../../src/target/process/services.ts'
import { serviceSpecs } from '../../../src/target/process/spec.ts'
import { runtimeOn, surroundings } from './settings.ts'

const around = surroundings({
  services: { db: { run: 'db', stopTimeout: '1s' }, mail: { external: 'smtp://mail:25' } },
})

async function started(program: FakeProgram = {}, signal?: AbortSignal) {
  const host = fakeHost({ programs: { db: program, child: {} } })
  host.net.speak(5432, () => ({ afterMs: 1, says: 'R' }))
  const runtime = runtimeOn(host, signal)
  const services = serviceSpecs(around).map((spec) => createManaged(spec, runtime))
  for (const service of services) await service.start()
  return { host, runtime, services: servicesOf({ services, instances: [], edge: null }, around, runtime)! }
}

const alive = (host: FakeHost) => host.processes.list().map(({ argv, stopped }) => [argv[0], stopped])

describe('services of the process target', () => {
  it('are none where the target starts none', () => {
    expect(servicesOf({ services: [], instances: [], edge: null }, around, runtimeOn())).toBeNull()
  })

  it('are told to stop by their main process alone, and killed when they do not', async () => {
    const { host, services } = await started({ children: [['child']], ignores: ['SIGTERM'] })
    const main = (await services.seen('db')).identity!.process!
    const startMs = host.clock.monoMs()
    const { atMs, command } = await services.lose('db', 'stopped')
    expect(atMs).toBe(startMs)
    expect(command.argv).toEqual(['kill', '-TERM', String(main.pid)])
    expect(host.clock.monoMs() - startMs).toBeGreaterThanOrEqual(1000)
    expect(alive(host)).toEqual([])
  })

  it('hang with everything that they forked, and go on with all of it', async () => {
    const { host, runtime, services } = await started({ children: [['child']] })
    expect(services.lossUndo(await services.seen('db'), 'hang')).toEqual({
      kind: 'resume-process',
      args: { mark: 'r/1' },
    })
    await services.lose('db', 'hang')
    expect(alive(host)).toEqual([
      ['db', true],
      ['child', true],
    ])
    expect(await services.isLost('db', 'hang')).toEqual({
      seen: true,
      what: ['everything of db is stopped', '127.0.0.1:5432 accepts connections'],
    })
    await services.giveBack('db')
    expect(alive(host).flat()).not.toContain(true)
    expect(await services.isLost('db', 'hang')).toMatchObject({ seen: false })
    expect(runtime.ends).toEqual([])
  })

  it('are not lost while the port says otherwise', async () => {
    const { host, services } = await started()
    await services.lose('db', 'stopped')
    // Somebody else listens there.
    expect(await services.isLost('db', 'stopped')).toEqual({
      seen: false,
      what: ['nothing of db is left', '127.0.0.1:5432 accepts connections'],
    })
    host.net.close(5432)
    expect(await services.isLost('db', 'stopped')).toMatchObject({ seen: true })
  })

  it('hang also where so many wait that no further connection is taken, and are not gone by that', async () => {
    const { host, services } = await started()
    await services.lose('db', 'hang')
    host.net.meet(5432, 'silent')
    expect(await services.isLost('db', 'hang')).toEqual({
      seen: true,
      what: ['everything of db is stopped', '127.0.0.1:5432 takes no connection within 500 ms'],
    })
    host.net.meet(5432, 'accepted')
    await services.giveBack('db')
    await services.lose('db', 'stopped')
    host.net.meet(5432, 'silent')
    // Somebody else may hang there.
    expect(await services.isLost('db', 'stopped')).toMatchObject({ seen: false })
  })

  it('are not back while the port takes connections for nobody, or says that it is not up yet', async () => {
    const { host, services } = await started()
    await services.lose('db', 'stopped')
    host.net.speak(5432, () => 'close')
    const backMs = services.giveBack('db').then(() => host.clock.monoMs())
    await host.clock.sleep(1000)
    host.net.speak(5432, (sent) => (sent === '' ? 'hang' : { afterMs: 1, says: 'EFATAL\x00C57P03\x00' }))
    await host.clock.sleep(1000)
    const upMs = host.clock.monoMs()
    host.net.speak(5432, () => ({ afterMs: 1, says: 'R' }))
    expect(await backMs).toBeGreaterThanOrEqual(upMs)
  })

  it('are given back also after the run was cancelled', async () => {
    const cancelling = new AbortController()
    const { services } = await started({}, cancelling.signal)
    const before = await services.seen('db')
    await services.lose('db', 'stopped')
    cancelling.abort()
    expect(await services.giveBack('db')).toEqual(['127.0.0.1:5432 answers'])
    const after = await services.seen('db')
    expect(after).toMatchObject({ url: before.url, identity: { mark: 'r/2' } })
  })

  it('cannot be taken away where they are external, down, or not there', async () => {
    const { services } = await started()
    expect(services.names).toEqual(['db'])
    for (const ask of [() => services.seen('mail'), () => services.lose('mail', 'stopped')])
      await expect(ask()).rejects.toMatchObject({
        code: 'capability-missing',
        message: expect.stringContaining('mail is external'),
      })
    expect(() => services.lossUndo({ name: 'mail', url: null, identity: null }, 'hang')).toThrow(
      'mail is external',
    )
    await expect(services.giveBack('cache')).rejects.toThrow('no service "cache"')
    await services.lose('db', 'stopped')
    await expect(services.lose('db', 'hang')).rejects.toThrow('db is down')
  })
})
