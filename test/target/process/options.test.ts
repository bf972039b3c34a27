import { describe, expect, it } from 'vitest'
import { parseProcessOptions, processOptionsSchema } from '../../../src/target/process/options.ts'

const run = 'node server.js'
const release = { path: 'releases/{version}', current: '1' }
const canary = (canary: object) => ({ strategy: 'canary', canary })

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
      edge: {
        run: 'edge',
        route: 'node route.js {edge.url} {upstreams}',
        port: { env: 'PORT' },
        ready: '/up',
        accessLog: { file: '{logs}/access.ndjson' },
      },
      services: {
        db: { run: 'postgres', url: 'postgres://127.0.0.1:{port}/shop', ready: { tcp: true } },
        mail: { external: 'smtp://127.0.0.1:25' },
      },
      prepare: [{ run: 'migrate up', env: { DATABASE_URL: '{services.db.url}' } }],
      release: {
        build: 'make {version}',
        path: 'releases/{version}',
        current: '2',
        previous: '1',
        next: '3',
        check: 'node {release}/server.js --check',
      },
      deploy: {
        run: './bin/deploy {version} {release} {previous} {previous.version} {edge.url} {instances}',
        rollback: ['./bin/deploy', '{version}'],
        cwd: '{state}',
        env: { WHERE: '{root}' },
        timeout: '5m',
      },
      migrations: { status: 'node {release}/migrate.js status', up: ['up', '{version}'], down: 'down' },
      required: ['DATABASE_URL'],
      secrets: ['not-for-reports'],
      drainTime: '30s',
      crash: '/_crash',
    }
    const parsed = parseProcessOptions(all)
    expect(parsed.version).toMatchObject({ keys: { version: 'version', bootId: 'boot' } })
    expect(parsed.edge?.accessLog?.fields.instance).toBe('instance')
  })

  it.each([
    [{ run, ruin: 1 }, /target\.ruin: is not a known field; did you mean "run"\?/],
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
    [{ run: 'node {release}/a.js' }, /target\.run: {release} is not known here; .*: it needs `release`/],
    [{ run, instances: 2, name: 'web' }, /target\.name: expected {n}/],
    [{ run, release, deploy: {} }, /target\.deploy\.run: expected a command/],
    [{ run, release, deploy: { run } }, /target\.deploy\.rollback: expected a command/],
    [{ run, release, deploy: { strategy: 'big-bang' } }, /target\.deploy.*: expected { run, rollback }/],
    [{ run, release, deploy: { strategy: 'rolling', settle: 1 } }, /target\.deploy\.settle: expected a dur/],
    [{ run, release, deploy: canary({ share: '20' }) }, /target\.deploy\.canary\.share: expected a perc/],
    [{ run, release, deploy: canary({ intervals: 5 }) }, /target\.deploy\.canary\.intervals: .*at least 10/],
    [{ run, release, deploy: canary({ latencyRatio: 0.9 }) }, /canary\.latencyRatio: expected more than 1/],
    [{ run, release, migrations: { up: run } }, /target\.migrations\.status: expected a command/],
    [{ run, deploy: { strategy: 'rolling' } }, /target\.deploy: expected release beside it/],
    [
      {
        run,
        release: { path: 'releases/{version}', current: '1' },
        deploy: { run, rollback: run },
      },
      /target\.version: expected where an instance says which release/,
    ],
    [{ run, migrations: { status: run, up: run } }, /target\.migrations: expected release beside it/],
    [{ run, drainTime: '30' }, /target\.drainTime: expected a duration/],
    [{ run, crash: 'crash' }, /target\.crash: expected a path/],
    [{ run, secrets: [''] }, /target\.secrets\.0: /],
  ])('are refused with path and what was expected: %j', (options, message) => {
    expect(() => parseProcessOptions(options)).toThrow(message)
    expect(() => parseProcessOptions(options)).toThrow(expect.objectContaining({ code: 'config-invalid' }))
    expect(processOptionsSchema.safeParse(options).success).toBe(false)
  })

  it('say every problem at once, below the path that they are given', () => {
    const parse = () => parseProcessOptions({ run: 3, edge: { rnu: 'x' } }, 'environments.ci.target')
    expect(parse).toThrow(
      /environments\.ci\.target\.run: .*\nenvironments\.ci\.target\.edge\.rnu: is not a known field/,
    )
  })
})

it.each([
  ['an edge of no URL', { edge: { run: 'nginx', url: 'not a url' } }, 'target.edge.url'],
  ['an edge with a query', { edge: { url: 'http://127.0.0.1:80/app?a=b' } }, 'target.edge.url'],
  ['more instances than anybody could count', { instances: 1e12 }, 'target.instances'],
  ['a path of another host', { ready: '//elsewhere/ready' }, 'target.ready'],
])('%s is refused by its field, and by no rule over several', (_what, more, path) => {
  expect(() => parseProcessOptions({ run: 'node server.js', ...more })).toThrow(
    expect.objectContaining({ code: 'config-invalid', message: expect.stringMatching(`^${path}: .*$`) }),
  )
})
