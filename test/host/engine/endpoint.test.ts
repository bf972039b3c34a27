import { describe, expect, it } from 'vitest'
import { findEndpoint } from '../../../src/host/engine/endpoint.ts'
import { fakeHost } from '../../../src/host/fake/host.ts'

const DIR = '/home/a/.docker/contexts/tls/1f'
const context = (more: object = {}) => ({
  Name: 'desktop',
  Endpoints: { docker: { Host: 'unix:///home/a/.docker/desktop.sock', SkipTLSVerify: false } },
  TLSMaterial: {},
  Storage: { TLSPath: DIR },
  ...more,
})
const withDocker = (answer: string | object[], env: Record<string, string> = {}, code = 0) =>
  fakeHost({
    env: { HOME: '/home/a', ...env },
    programs: {
      docker: {
        [code === 0 ? 'stdout' : 'stderr']: typeof answer === 'string' ? answer : JSON.stringify(answer),
        exit: { afterMs: 1, code },
      },
    },
  })

describe('the engine that the docker command would use', () => {
  it('is the one of DOCKER_HOST, whatever the context', async () => {
    const find = (DOCKER_HOST: string) =>
      findEndpoint(fakeHost({ env: { DOCKER_HOST, DOCKER_CONTEXT: 'a' } }))
    const source = 'DOCKER_HOST'
    expect(await find('unix:///a.sock')).toEqual({ url: 'unix:///a.sock', tls: null, source, context: null })
    expect(await find('tcp://10.0.0.1:2375')).toEqual({
      url: 'tcp://10.0.0.1:2375',
      tls: null,
      source,
      context: null,
    })
    expect(await find('10.0.0.1:2375')).toEqual({
      url: 'tcp://10.0.0.1:2375',
      tls: null,
      source,
      context: null,
    })
    expect(await find('ssh://a@b')).toEqual({ url: 'ssh://a@b', tls: null, source, context: null })
  })

  it.each([
    [
      { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' },
      { dir: '/certs', verify: true },
    ],
    [{ DOCKER_TLS_VERIFY: '1' }, { dir: '/home/a/.docker', verify: true }],
    [
      { DOCKER_TLS_VERIFY: '0', DOCKER_CONFIG: '/conf' },
      { dir: '/conf', verify: true },
    ],
    [
      { DOCKER_TLS: '1', DOCKER_CERT_PATH: '/certs' },
      { dir: '/certs', verify: false },
    ],
    // Whoever undoes the run runs elsewhere.
    [
      { DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: 'certs/staging' },
      { dir: `${process.cwd()}/certs/staging`, verify: true },
    ],
    [{ DOCKER_TLS_VERIFY: '', DOCKER_CERT_PATH: '/certs' }, null],
  ])('is spoken to by TLS as %j says', async (env, tls) => {
    const all = { HOME: '/home/a', DOCKER_HOST: 'tcp://10.0.0.1:2376', ...env }
    expect((await findEndpoint(fakeHost({ env: all }))).tls).toEqual(tls)
    expect((await findEndpoint(fakeHost({ env: { ...all, DOCKER_HOST: 'unix:///a' } }))).tls).toBeNull()
  })

  it('is asked for where this process would find its contexts', async () => {
    const host = withDocker([context()], { DOCKER_CONFIG: 'conf' })
    const asked: unknown[] = []
    const run: typeof host.processes.run = (argv, options) => {
      asked.push(options.env?.DOCKER_CONFIG)
      return host.processes.run(argv, options)
    }
    await findEndpoint({ ...host, processes: { ...host.processes, run } })
    expect(asked).toEqual([`${process.cwd()}/conf`])
  })

  it('is the one of its context', async () => {
    const url = 'unix:///home/a/.docker/desktop.sock'
    expect(await findEndpoint(withDocker([context()]))).toEqual({
      url,
      tls: null,
      source: 'docker context "desktop"',
      context: 'desktop',
    })
    expect(await findEndpoint(withDocker([context()], { DOCKER_CONTEXT: 'desktop' }))).toEqual({
      url,
      tls: null,
      source: 'DOCKER_CONTEXT, docker context "desktop"',
      context: 'desktop',
    })
    const named = withDocker([context()], { DOCKER_HOST: 'unix:///other.sock' })
    expect(await findEndpoint(named, { context: 'desktop' })).toEqual({
      url,
      tls: null,
      source: 'docker context "desktop"',
      context: 'desktop',
    })
  })

  it('has the TLS material of its context', async () => {
    const material = { TLSMaterial: { docker: ['ca.pem', 'cert.pem', 'key.pem'] } }
    const tls = async (more: object) => (await findEndpoint(withDocker([context(more)]))).tls
    expect(await tls(material)).toEqual({ dir: `${DIR}/docker`, verify: true })
    const Endpoints = { docker: { Host: 'tcp://a:2376', SkipTLSVerify: true } }
    expect(await tls({ ...material, Endpoints })).toEqual({ dir: `${DIR}/docker`, verify: false })
    expect(await tls({ TLSMaterial: { docker: [] } })).toBeNull()
  })

  it('is the default where there is no docker command, unless a context was named', async () => {
    expect(await findEndpoint(fakeHost({ env: {} }))).toEqual({
      url: 'unix:///var/run/docker.sock',
      tls: null,
      source: 'the default; there is no docker command',
      context: null,
    })
    const missing = { code: 'tool-missing' }
    await expect(findEndpoint(fakeHost({ env: {} }), { context: 'a' })).rejects.toMatchObject(missing)
    await expect(findEndpoint(fakeHost({ env: { DOCKER_CONTEXT: 'a' } }))).rejects.toMatchObject(missing)
  })

  it.each([
    ['context "b": context not found', 1],
    ['no json', 0],
    ['[]', 0],
    [JSON.stringify([context({ Endpoints: {} })]), 0],
  ])('is not to be had of a context that the command does not know: %s', async (answer, code) => {
    await expect(findEndpoint(withDocker(answer, {}, code), { context: 'b' })).rejects.toMatchObject({
      code: 'config-invalid',
      hint: expect.stringContaining('docker context ls'),
    })
  })
})
