import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { createRunning } from '../../../src/target/process/running.ts'
import { startParts } from '../../../src/target/process/start.ts'
import { runtimeOn, surroundings } from './settings.ts'

const edge = {
  run: 'edge',
  accessLog: { file: 'logs/{name}.ndjson', fields: { time: 'at', attempts: 'tries' } },
}

async function started(signal?: AbortSignal, more: Parameters<typeof surroundings>[0] = {}) {
  const host = fakeHost({
    programs: { server: { cpuMs: 10 }, edge: { cpuMs: 5, ignores: ['SIGTERM'] }, db: { cpuMs: 1 } },
  })
  for (const port of [3001, 3002, 8080, 5432]) host.net.listen(port, () => ({ status: 200 }))
  const runtime = runtimeOn(host, signal)
  const around = surroundings({ run: 'server', edge, services: { db: { run: 'db' } }, ...more })
  return { host, runtime, running: createRunning(around, runtime, await startParts(around, runtime)) }
}

describe('the running process target', () => {
  it('says where users come in, and how the edge logs', async () => {
    const { running } = await started()
    expect(running.edge.href).toBe('http://127.0.0.1:8080/')
    expect(running.traffic?.source).toEqual({
      file: '/app/logs/edge.ndjson',
      format: {
        kind: 'json-lines',
        fields: {
          time: 'at',
          durationMs: 'durationMs',
          status: 'status',
          instance: 'instance',
          method: 'method',
          path: 'path',
          attempts: 'tries',
        },
      },
    })
    expect(running.variables).toMatchObject({
      'web-2.url': 'http://127.0.0.1:3002',
      'services.db.port': '5432',
    })
  })

  it('says by which headers its app tells who it is', async () => {
    const { running } = await started()
    expect(running.paths.headers).toMatchObject({ release: 'x-release', bootId: 'x-boot-id' })
    const headers = { release: 'x-version', instance: 'x-host', bootId: 'x-process' }
    const own = await started(undefined, { version: { headers } })
    expect(own.running.paths.headers).toMatchObject({ release: 'x-version', bootId: 'x-process' })
  })

  it('counts the CPU time of everything', async () => {
    const { running } = await started()
    expect(await running.cpuMs()).toBe(26)
  })

  it('hits the one that serves first', async () => {
    const { host, running } = await started()
    const [instance] = await running.instances()
    const { command } = await running.lifecycle!.kill(instance!)
    expect(command.argv).toEqual(['kill', '-KILL', String(instance!.identity!.process!.pid)])
    expect(host.processes.list()).toHaveLength(3)
  })

  it('can still start an instance after the run was cancelled: a fault is healed all the same', async () => {
    const cancelling = new AbortController()
    const { running } = await started(cancelling.signal)
    const [instance] = await running.instances()
    await running.lifecycle!.kill(instance!)
    cancelling.abort()
    await running.lifecycle!.start('web-1')
    expect((await running.instances())[0]).toMatchObject({ ready: true })
  })

  it('stops everything even where one does not end, and says which', async () => {
    const { host, runtime, running } = await started()
    const { change } = runtime.context
    runtime.context.change = async (intent, act) => {
      if (intent.what === 'stop web-1') throw new Error('web-1 will not')
      return change(intent, act)
    }
    await expect(running.stop()).rejects.toThrow('web-1 will not')
    expect(host.processes.list().map(({ argv }) => argv[0])).toEqual(['server'])
    expect(runtime.said.at(-1)).toContain('edge did not end')
  })
})
