import { describe, expect, it } from 'vitest'
import { parseProcessOptions, processOptionsSchema } from '../../../src/target/process/options.ts'

const run = 'node server.js'

describe('the options of a process target', () => {
  it('need no more than a command', () => {
    expect(parseProcessOptions({ run })).toMatchObject({
      name: 'web-{n}',
      port: { env: 'PORT' },
      ready: '/ready',
      probePath: '/',
      readyTimeout: '30s',
      stopTimeout: '45s',
      stopSignal: 'SIGTERM',
      services: {},
      prepare: [],
    })
  })

  it('take everything that is documented', () => {
    const all = {
      instances: 2,
      name: 'app-{n}',
      run: ['node', '{release}/server.js'],
      cwd: '{release}',
      env: { DATABASE_URL: '{services.db.url}' },
      inheritEnv: ['AWS_PROFILE'],
      ports: [3001, 3002],
      health: '/health',
      version: { path: '/version', keys: { bootId: 'boot' }, headers: { release: 'x-app-release' } },
      edge: { run: 'edge', port: { env: 'PORT' }, ready: '/up', accessLog: { file: '{logs}/access.ndjson' } },
      services: {
        db: { run: 'postgres', url: 'postgres://127.0.0.1:{port}/shop', ready: { tcp: true } },
        mail: { external: 'smtp://127.0.0.1:25' },
      },
      prepare: [{ run: 'migrate up', env: { DATABASE_URL: '{services.db.url}' } }],
      release: { build: 'make {version}', path: 'releases/{version}', current: '2', previous: '1' },
    }
    const parsed = parseProcessOptions(all)
    expect(parsed.version).toMatchObject({ keys: { version: 'version', bootId: 'boot' } })
    expect(parsed.edge?.accessLog?.fields.instance).toBe('instance')
  })

  it.each([
    [{ run, ruin: 1 }, /target: .*ruin/],
    [{}, /target\.run: expected a command/],
    [{ run: 3 }, /target\.run: expected a command/],
    [{ run, instances: 0 }, /target\.instances: /],
    [{ run, readyTimeout: '30' }, /target\.readyTimeout: expected a duration/],
    [{ run, readyTimeout: '0s' }, /target\.readyTimeout: expected a duration/],
    [{ run, ready: 'ready' }, /target\.ready: expected a path/],
    [{ run, version: { pfad: '/v' } }, /target\.version/],
    [{ run, stopSignal: 'SIGKILL' }, /target\.stopSignal: /],
    [{ run, services: { db: { run, ready: { udp: true } } } }, /target\.services\.db\.ready: expected { tcp/],
    [{ run, env: { A: 1 } }, /target\.env\.A: .*string/],
    [{ run, env: { A: '{prot}' } }, /target\.env\.A: {prot} is not known here; known are .*{port}/],
    [{ run, instances: 2, name: 'web' }, /target\.name: expected {n}/],
  ])('are refused with path and what was expected: %j', (options, message) => {
    expect(() => parseProcessOptions(options)).toThrow(message)
    expect(() => parseProcessOptions(options)).toThrow(expect.objectContaining({ code: 'config-invalid' }))
    expect(processOptionsSchema.safeParse(options).success).toBe(false)
  })

  it('say every problem at once, below the path that they are given', () => {
    const parse = () => parseProcessOptions({ run: 3, edge: { rnu: 'x' } }, 'environments.ci.target')
    expect(parse).toThrow(/environments\.ci\.target\.run: .*\nenvironments\.ci\.target\.edge: /)
  })
})
