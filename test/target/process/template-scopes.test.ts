import { describe, expect, it } from 'vitest'
import { type ProcessOptions, parseProcessOptions } from '../../../src/target/process/options.ts'
import { knownNames, templateProblems } from '../../../src/target/process/template-scopes.ts'

const options = parseProcessOptions({
  run: 'node {root}/server.js',
  version: '/version',
  edge: { run: 'edge {port}', route: 'route {upstreams}', accessLog: { file: '{logs}/a' } },
  services: { db: { run: 'postgres -p {port}', url: 'x:{port}', ready: { command: ['ok', '{port}'] } } },
  prepare: [{ run: 'migrate', env: { URL: '{services.db.url}' } }],
  release: { path: 'r/{version}', build: 'make {release}', current: '1', check: 'check {n} {version}' },
  deploy: { run: 'ship {version}', rollback: 'back {previous.version} {previous}' },
  migrations: { status: 'status {release} {version}', up: 'up', down: 'down' },
})

describe('template names in the options', () => {
  it('are fine where they are known', () => {
    expect(templateProblems(options)).toEqual([])
  })

  const wrong = '{nobody}'
  const db = options.services.db!
  const own = { run: 'ship', rollback: 'back', env: {}, timeout: '1m' }
  const cases: [string, Partial<ProcessOptions>][] = [
    ['run', { run: wrong }],
    ['run.1', { run: ['a', wrong] }],
    ['cwd', { cwd: wrong }],
    ['env.A', { env: { A: wrong } }],
    ['edge.run', { edge: { ...options.edge!, run: wrong } }],
    [
      'edge.accessLog.file',
      { edge: { ...options.edge!, accessLog: { ...options.edge!.accessLog!, file: wrong } } },
    ],
    ['services.db.env.A', { services: { db: { ...db, env: { A: wrong } } } }],
    ['services.db.url', { services: { db: { ...db, url: wrong } } }],
    ['services.db.ready.command.0', { services: { db: { ...db, ready: { command: [wrong] } } } }],
    ['prepare.0.env.URL', { prepare: [{ ...options.prepare[0]!, env: { URL: wrong } }] }],
    ['release.path', { release: { ...options.release!, path: wrong } }],
    ['release.build', { release: { ...options.release!, build: wrong } }],
    ['release.check', { release: { ...options.release!, check: wrong } }],
    ['edge.route', { edge: { ...options.edge!, route: wrong } }],
    ['deploy.run', { deploy: { ...own, run: wrong } }],
    ['deploy.rollback.1', { deploy: { ...own, rollback: ['a', wrong] } }],
    ['deploy.cwd', { deploy: { ...own, cwd: wrong } }],
    ['migrations.status', { migrations: { ...options.migrations!, status: wrong } }],
    ['migrations.down', { migrations: { ...options.migrations!, down: wrong } }],
    ['migrations.env.A', { migrations: { ...options.migrations!, env: { A: wrong } } }],
  ]
  it.each(cases)('are found at %s where they are not', (path, change) => {
    const problems = templateProblems({ ...options, ...change })
    expect(problems.map((problem) => problem.path.join('.'))).toEqual([path])
    expect(problems[0]?.message).toContain('{nobody} is not known here; known are {')
  })

  it('differ from place to place', () => {
    expect(knownNames(options, 'instance')).toContain('n')
    expect(knownNames(options, 'shared')).not.toContain('port')
    expect(knownNames(options, 'service-url')).not.toContain('services.db.url')
    expect(knownNames(options, 'shared')).not.toContain('previous')
    expect(knownNames(options, 'deploy')).toContain('previous')
    expect(knownNames(options, 'edge')).not.toContain('upstreams')
  })
})
