import { describe, expect, it } from 'vitest'
import { instanceCount, instanceNames, nameProblems } from '../../../src/target/process/option-rules.ts'
import { type ProcessOptions, parseProcessOptions } from '../../../src/target/process/options.ts'

const fine = parseProcessOptions({ run: 'x' })
const service = parseProcessOptions({ run: 'x', services: { db: { run: 'x' } } }).services.db!
const edge = parseProcessOptions({ run: 'x', edge: { run: 'x' } }).edge!

describe('rules over several fields', () => {
  it('count instances by the number given, by the ports, or as two', () => {
    expect(instanceCount({ instances: 3, ports: [1, 2, 3] })).toBe(3)
    expect(instanceCount({ instances: undefined, ports: [1, 2, 3] })).toBe(3)
    expect(instanceCount({ instances: undefined, ports: undefined })).toBe(2)
    expect(instanceNames(fine)).toEqual(['web-1', 'web-2'])
  })

  it('find nothing wrong with what is fine', () => {
    const services = { db: service, mail: { ...service, run: undefined, external: 'smtp://x' } }
    const url = 'http://127.0.0.1:80'
    expect(nameProblems({ ...fine, services, edge: { ...edge, url } })).toEqual([])
  })

  it('leave to the field itself what is no URL', () => {
    expect(nameProblems({ ...fine, edge: { ...edge, url: 'no url' } })).toEqual([])
  })

  const cases: [string, Partial<ProcessOptions>, string][] = [
    ['too few ports', { instances: 2, ports: [3001] }, 'ports'],
    ['one name for two', { name: 'web' }, 'name'],
    ['a name that is no file name', { name: '../{n}' }, 'name'],
    ['an instance called edge', { instances: 1, name: 'edge' }, 'name'],
    ['an edge of nothing', { edge: { ...edge, run: undefined } }, 'edge'],
    ['a port and a url', { edge: { ...edge, port: 80, url: 'http://127.0.0.1:80' } }, 'edge.port'],
    ['an edge started elsewhere', { edge: { ...edge, url: 'http://example.org' } }, 'edge.url'],
    ['a service called like an instance', { services: { 'web-1': service } }, 'services.web-1'],
    [
      'a next release that is the current one',
      { release: { path: 'releases/{version}', current: '1.0.0', next: '1.0.0' } },
      'release.next',
    ],
    ['a service of nothing', { services: { db: { ...service, run: undefined } } }, 'services.db'],
    ['a service both ways', { services: { db: { ...service, external: 'x' } } }, 'services.db'],
  ]
  it.each(cases)('find %s', (_what, change, path) => {
    expect(nameProblems({ ...fine, ...change }).map((problem) => problem.path.join('.'))).toEqual([path])
  })
})
