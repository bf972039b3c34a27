import { describe, expect, it } from 'vitest'
import { type ProcessOptions, parseProcessOptions } from '../../../src/target/process/options.ts'
import { knownNames, templateProblems } from '../../../src/target/process/template-scopes.ts'

const options = parseProcessOptions({
  run: 'node {root}/server.js',
  edge: { run: 'edge {port}', accessLog: { file: '{logs}/a' } },
  services: { db: { run: 'postgres -p {port}', url: 'x:{port}', ready: { command: ['ok', '{port}'] } } },
  prepare: [{ run: 'migrate', env: { URL: '{services.db.url}' } }],
  release: { path: 'r/{version}', build: 'make {release}', current: '1' },
})

describe('template names in the options', () => {
  it('are fine where they are known', () => {
    expect(templateProblems(options)).toEqual([])
  })

  const wrong = '{nobody}'
  const db = options.services.db!
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
  })
})
