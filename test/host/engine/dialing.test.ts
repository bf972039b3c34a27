import { execFileSync } from 'node:child_process'
import { createServer } from 'node:https'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dialing } from '../../../src/host/engine/dialing.ts'
import type { Endpoint } from '../../../src/host/engine/engine.ts'
import { nodeHost } from '../../../src/host/node.ts'
import { inspected } from './stub-engine.ts'

const host = nodeHost()
const ask = (url: string, tls: Endpoint['tls'] = null) =>
  host.engines.open({ url, tls }, { timeoutMs: 5000 }).container('a')

describe('an endpoint', () => {
  it.each([
    ['ssh://a@b', 'does not speak to engines over ssh', 'ssh -nNT -L'],
    ['npipe:////./pipe/docker_engine', 'is not an address of an engine', 'unix:///'],
    ['tcp://', 'is not an address of an engine', 'tcp://<host>:<port>'],
    ['nonsense', 'is not an address of an engine', 'tcp://<host>:<port>'],
    ['unix:///no/such/engine.sock', 'there is no such socket', 'systemctl start docker'],
  ])('that leads nowhere says why, and what to do: %s', async (url, why, hint) => {
    await expect(ask(url)).rejects.toMatchObject({
      code: 'engine-unreachable',
      message: expect.stringContaining(why),
      hint: expect.stringContaining(hint),
    })
  })

  it.each([
    ['unix://', null, { socketPath: '/var/run/docker.sock', protocol: 'http' }],
    ['unix:///a.sock', null, { socketPath: '/a.sock', protocol: 'http' }],
    ['tcp://a', null, { host: 'a', port: '2375', protocol: 'http' }],
    ['tcp://[::1]:99', null, { host: '[::1]', port: '99', protocol: 'http' }],
  ])('leads where it says: %s', async (url, tls, wanted) => {
    const { docker, close } = await dialing({ url, tls }, host.files)()
    close()
    expect(docker.modem).toMatchObject(wanted)
  })
})

describe('an engine behind TLS', () => {
  let dir = ''
  let empty = ''
  let url = ''
  let close: () => Promise<unknown>
  beforeAll(async () => {
    dir = await host.files.temporaryDir('tls-')
    empty = await host.files.temporaryDir('tls-')
    const request = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
    const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '1']
    const files = ['-keyout', join(dir, 'key.pem'), '-out', join(dir, 'cert.pem')]
    execFileSync('openssl', [...request, ...name, ...files], { stdio: 'ignore' })
    const [key, cert] = [
      await host.files.read(join(dir, 'key.pem')),
      await host.files.read(join(dir, 'cert.pem')),
    ]
    await host.files.writeAtomic(join(dir, 'ca.pem'), cert)
    const options = { key, cert, ca: cert, requestCert: true, rejectUnauthorized: true }
    const server = createServer(options, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(inspected()))
    })
    server.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `tcp://localhost:${(server.address() as { port: number }).port}`
    close = () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    }
  })
  afterAll(async () => {
    await close()
    for (const each of [dir, empty]) await host.files.remove(each)
  })

  it('is spoken to with the material of the endpoint', async () => {
    expect(await ask(url, { dir, verify: true })).toMatchObject({ name: 'a' })
    expect(await ask(url, { dir, verify: false })).toMatchObject({ name: 'a' })
  })

  it('is not trusted under another name, unless that was said', async () => {
    const other = url.replace('localhost', '127.0.0.1')
    await expect(ask(other, { dir, verify: true })).rejects.toMatchObject({ code: 'engine-unreachable' })
    expect(await ask(other, { dir, verify: false })).toMatchObject({ name: 'a' })
  })

  it('cannot be reached without, and the hint says so', async () => {
    for (const tls of [null, { dir: empty, verify: true }]) {
      await expect(ask(url, tls)).rejects.toMatchObject({
        code: 'engine-unreachable',
        hint: expect.stringContaining('DOCKER_CERT_PATH'),
      })
    }
  })
})
