import { describe, expect, it } from 'vitest'
import { optionProblems } from '../../../src/target/compose/option-rules.ts'
import { parseComposeOptions } from '../../../src/target/compose/options.ts'
import { RELEASE, WRITTEN } from './settings.ts'

const parse = (more: object) => parseComposeOptions({ ...WRITTEN, ...more }, 'targets.compose')

describe('what is written about an app under Compose', () => {
  it('needs instances and an edge, and no more', () => {
    const options = parseComposeOptions({ instances: ['web'], edge: { service: 'edge', port: 80 } })
    expect(options).toMatchObject({
      files: ['compose.yml'],
      ready: '/ready',
      port: 3000,
      services: {},
      profiles: [],
    })
    expect(optionProblems(options)).toEqual([])
  })

  it.each<[string, object, RegExp]>([
    ['no instances', { instances: [] }, /targets\.compose\.instances: /],
    [
      'a name that no service can have',
      { instances: ['web 1'] },
      /instances\.0: expected the name of a service/,
    ],
    ['an instance twice', { instances: ['web-1', 'web-1'] }, /instances\.1: web-1 stands there twice/],
    [
      'an edge that is an instance',
      { edge: { service: 'web-1', port: 80 } },
      /edge\.service: web-1 is an instance/,
    ],
    ['a service that is an instance', { services: { 'web-1': { port: 1 } } }, /services\.web-1: /],
    [
      'an unknown field',
      { file: 'x' },
      /targets\.compose\.file: is not a known field; did you mean "files"\?/,
    ],
    ['a path that is none', { ready: 'ready' }, /ready: expected a path/],
    [
      'an image without its version',
      { release: { ...RELEASE, image: 'shop' } },
      /release\.image: .*\{version\}/,
    ],
    [
      'a release shipped over itself',
      { release: { ...RELEASE, next: '1' } },
      /release\.next: expected another version/,
    ],
    ['a strategy and no release', { deploy: { strategy: 'rolling' } }, /deploy: expected release beside it/],
    [
      'migrations and no release',
      { migrations: { status: 'a', up: 'b' } },
      /migrations: expected release beside it/,
    ],
  ])('refuses %s, by its path', (_what, more, expected) => {
    expect(() => parse(more)).toThrow(expected)
  })
})
