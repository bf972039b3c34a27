import { describe, expect, it } from 'vitest'
import { commandLine } from '../../../src/target/app/command.ts'
import { createRedact } from '../../../src/target/app/redact.ts'
import { directory } from '../../../src/target/app/templates.ts'
import { edgeSpec, instanceSpecs, serviceSpecs } from '../../../src/target/process/spec.ts'
import { SECRET, surroundings } from './settings.ts'

const around = surroundings({
  env: { TOKEN: SECRET, WHO: '{name}' },
  cwd: 'app',
  edge: { run: 'edge --port {port}', port: { env: 'EDGE_PORT' }, env: { TO: '{instances}' } },
  services: {
    db: { run: 'postgres', port: { env: 'PGPORT' }, ready: { command: ['pg_isready', '-p', '{port}'] } },
    queue: { run: 'queue', port: 7000, ready: { http: '/up' } },
    mail: { external: 'smtp://x' },
  },
})

describe('what is started', () => {
  it('are instances, each with its own port, name and log', () => {
    expect(instanceSpecs(around)[1]).toEqual({
      name: 'web-2',
      argv: ['node', 'server.js'],
      cwd: '/app/app',
      env: { HOST: '127.0.0.1', PORT: '3002', TOKEN: SECRET, WHO: 'web-2' },
      port: 3002,
      ready: { kind: 'http', url: 'http://127.0.0.1:3002/ready' },
      health: null,
      readyTimeoutMs: 30_000,
      stopTimeoutMs: 45_000,
      stopSignal: 'SIGTERM',
      stopSignalTo: 'all',
      log: '/tmp/logs/web-2.log',
    })
  })

  it('is an edge, where there is one to start', () => {
    expect(edgeSpec(around)).toMatchObject({
      argv: ['edge', '--port', '8080'],
      env: { EDGE_PORT: '8080', TO: 'web-1=http://127.0.0.1:3001,web-2=http://127.0.0.1:3002' },
      ready: { kind: 'http', url: 'http://127.0.0.1:8080/' },
    })
    const below = { run: 'edge', url: 'http://127.0.0.1:8080/app', ready: '/ready' }
    expect(edgeSpec(surroundings({ edge: below }))?.ready).toEqual({
      kind: 'http',
      url: 'http://127.0.0.1:8080/app/ready',
    })
    expect(edgeSpec(surroundings({ edge: { url: 'http://127.0.0.1:1' } }))).toBeNull()
  })

  it('are services, in the order in which they are written; only the first process of them is told to stop', () => {
    expect(serviceSpecs(around)).toMatchObject([
      { name: 'db', env: { PGPORT: '5432' }, ready: { kind: 'command', argv: ['pg_isready', '-p', '5432'] } },
      { name: 'queue', ready: { kind: 'http', url: 'http://127.0.0.1:5433/up' }, stopSignalTo: 'main' },
    ])
    expect(serviceSpecs(surroundings({ services: { db: { run: 'x' } } }))[0]?.ready).toEqual({
      kind: 'tcp',
      port: 5432,
    })
  })

  it('is shown as a person would type it, without secrets', () => {
    const spec = { argv: ['login', `--token=${SECRET}`], cwd: '/app', env: { TOKEN: SECRET, A: 'b' } }
    expect(commandLine(spec, createRedact([SECRET]))).toEqual({
      argv: ['login', '--token=‹redacted›'],
      cwd: '/app',
      env: { TOKEN: '‹redacted›', A: 'b' },
    })
  })

  it('is started in its directory, or the root', () => {
    expect(directory('/app', undefined, {})).toBe('/app')
    expect(directory('/app', 'a b', {})).toBe('/app/a b')
    expect(directory('/app', '{release}', { release: '/r' })).toBe('/r')
  })
})
