import { execFileSync } from 'node:child_process'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { relative } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'
import type { ProbeRow } from '../../src/probe/probe.ts'
import { startProber } from '../../src/probe/start.ts'
import { trustOf } from '../../src/probe/trust.ts'
import { eventually } from '../host/conformance/eventually.ts'

const host = nodeHost()
let dir = ''
beforeEach(async () => {
  dir = await host.files.temporaryDir('probe-')
})
afterEach(() => host.files.remove(dir))

/** Of a CA that nobody knows but who is told. */
function certificate(): string {
  const own = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-days', '1']
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  return execFileSync('openssl', ['req', '-x509', ...key, ...own, '-keyout', '-', '-out', '-'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

it.each([
  ['by its whole path', (path: string) => path],
  ['by a path from where this process is', (path: string) => relative(process.cwd(), path)],
])('trusts the private CA that this process was told to trust, %s', async (_how, told) => {
  const pem = certificate()
  await host.files.writeAtomic(`${dir}/ca.pem`, pem)
  const server = createServer({ key: pem, cert: pem }, (_, response) => response.end('hello'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const rows: ProbeRow[] = []
  const trusting = { ...host, env: { ...host.env, NODE_EXTRA_CA_CERTS: told(`${dir}/ca.pem`) } }
  const prober = await startProber(trusting, {
    url: `https://localhost:${(server.address() as AddressInfo).port}/`,
    intervalMs: 50,
    timeoutMs: 2000,
    mark: 'probe-trust/1',
    logFile: `${dir}/log`,
    onProbes: (batch) => rows.push(...batch),
  })
  await eventually(
    async () => rows.length,
    (count) => count >= 1,
  )
  await prober.stop()
  server.close()
  expect(rows[0]).toMatchObject({ ok: true, status: 200, error: '' })
})

it('is what Node goes by, and nothing else of the environment', () => {
  const env = {
    NODE_EXTRA_CA_CERTS: '/ca.pem',
    SSL_CERT_FILE: '/certs.pem',
    SSL_CERT_DIR: '/certs',
    NODE_USE_SYSTEM_CA: '1',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_OPTIONS: '--inspect --use-openssl-ca',
    DATABASE_URL: 'postgres://secret',
  }
  const { NODE_OPTIONS: _, DATABASE_URL: __, ...trusted } = env
  expect(trustOf(env, ['--conditions=source', '--use-system-ca'], '/app')).toEqual({
    env: trusted,
    flags: ['--use-system-ca', '--use-openssl-ca'],
  })
  expect(trustOf({}, [], '/app')).toEqual({ env: {}, flags: [] })
})

it('names files as this process reads them: the prober runs elsewhere', () => {
  const env = {
    NODE_EXTRA_CA_CERTS: 'a:b.pem',
    SSL_CERT_FILE: './certs/all.pem',
    SSL_CERT_DIR: 'certs:/more',
  }
  expect(trustOf(env, [], '/app').env).toEqual({
    NODE_EXTRA_CA_CERTS: '/app/a:b.pem',
    SSL_CERT_FILE: '/app/certs/all.pem',
    SSL_CERT_DIR: '/app/certs:/more',
  })
  expect(trustOf({ NODE_EXTRA_CA_CERTS: '' }, [], '/app').env).toEqual({ NODE_EXTRA_CA_CERTS: '' })
})
