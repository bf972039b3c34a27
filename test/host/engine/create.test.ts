import { afterEach, expect, it } from 'vitest'
import { optionsOf } from '../../../src/host/engine/create.ts'
import { json, type StubEngine, stubEngine } from './stub-engine.ts'

const WANTED = {
  name: 'keeper',
  image: 'node',
  entrypoint: ['node'],
  command: ['--eval', ''],
  user: '0:0',
  env: { A: 'b c' },
  labels: { x: 'y' },
  mounts: [{ from: '/var/run/docker.sock', to: '/engine.sock' }],
  tmpfs: { '/memory': 1024 },
  memoryBytes: 64e6,
  stopGraceMs: 2500,
}
let stub: StubEngine | null = null
afterEach(() => stub?.close())

it('has nothing that it does not need, and nothing of its image that could come in between', () => {
  const { HostConfig, ...options } = optionsOf(WANTED)
  expect(options).toEqual({
    name: 'keeper',
    Image: 'node',
    Entrypoint: ['node'],
    Cmd: ['--eval', ''],
    User: '0:0',
    WorkingDir: '/',
    Env: ['A=b c'],
    Labels: { x: 'y' },
    Healthcheck: { Test: ['NONE'] },
    StopSignal: 'SIGTERM',
    StopTimeout: 3,
  })
  expect(HostConfig).toMatchObject({
    NetworkMode: 'none',
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    RestartPolicy: { Name: 'no' },
    // Never `Binds`: an engine would make a directory where its socket belongs.
    Mounts: [{ Type: 'bind', Source: '/var/run/docker.sock', Target: '/engine.sock', ReadOnly: true }],
    Tmpfs: { '/memory': 'rw,noexec,nosuid,size=1024,mode=0700' },
  })
  expect(HostConfig).not.toHaveProperty('Binds')
})

it('is made by one request, whose answer has its id; its address is short', async () => {
  let body = ''
  stub = await stubEngine({
    'POST /containers/create': (response, request) => {
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      request.on('end', () => json({ Id: 'a1', Warnings: [] }, 201)(response, request))
    },
  })
  expect(await stub.engine.create(WANTED)).toBe('a1')
  expect(stub.asked).toEqual(['POST /containers/create?name=keeper'])
  expect(JSON.parse(body)).toMatchObject({ Image: 'node', HostConfig: { NetworkMode: 'none' } })
})
