import { describe, expect, test } from 'vitest'
import { type InputsAsked, inputsOf } from '../../src/cli/inputs.ts'
import { createFakeFiles } from '../../src/host/fake/files.ts'

const FILES = {
  '/app/firedrill.config.ts': 'config',
  '/app/drills/kill-node.ts': 'drill',
  '/app/load/shop.js': 'load',
  '/app/ops/nginx.conf': 'edge',
  '/app/compose.yml': 'compose',
  '/app/other.yml': 'other',
  '/app/server.js': 'server',
  '/app/prod.env': 'SECRET=1',
  '/app/empty.txt': '',
  '/etc/hosts': 'hosts',
}

async function inputs(target: InputsAsked['target'], more: Partial<InputsAsked> = {}) {
  const files = createFakeFiles()
  for (const [path, content] of Object.entries(FILES)) {
    await files.makeDir(path.slice(0, path.lastIndexOf('/')))
    await files.writeAtomic(path, content)
  }
  const asked = {
    root: '/app',
    configuration: '/app/firedrill.config.ts',
    drill: { file: 'drills/kill-node.ts' },
    script: '/app/load/shop.js',
  }
  return await inputsOf(files, { ...asked, target, ...more })
}
const shown = (all: Awaited<ReturnType<typeof inputs>>): string[] =>
  all.map(({ role, path }) => `${role} ${path}`)

describe('the files that decide what a run does', () => {
  test('are the configuration, the drill and the load, each with its digest', async () => {
    const all = await inputs(null)
    expect(shown(all)).toEqual([
      'configuration firedrill.config.ts',
      'drill drills/kill-node.ts',
      'load script load/shop.js',
    ])
    for (const { digest } of all) expect(digest).toMatch(/^[0-9a-f]{64}$/)
  })

  test('and every file of the project that the target names, once', async () => {
    const options = {
      run: 'node server.js --port {port}',
      edge: { run: 'nginx -c {root}/ops/nginx.conf -g "daemon off;"', url: 'http://server.js/' },
      deploy: ['node', './server.js'],
    }
    expect(shown(await inputs({ kind: 'processes', options })).slice(3)).toEqual([
      'file server.js',
      'edge file ops/nginx.conf',
    ])
  })

  test('of Compose the files that are named, or the usual one', async () => {
    expect(shown(await inputs({ kind: 'compose', options: {} })).slice(3)).toEqual([
      'compose file compose.yml',
    ])
    expect(shown(await inputs({ kind: 'compose', options: { files: ['other.yml'] } })).slice(3)).toEqual([
      'compose file other.yml',
    ])
  })

  test('none that is secret, empty, outside of the project, a directory, or not there', async () => {
    const options = {
      env_file: 'prod.env',
      a: 'empty.txt',
      b: '/etc/hosts',
      c: './ops',
      d: './nothing.js',
      e: '../etc/hosts',
      f: '/dev/zero',
    }
    expect((await inputs({ kind: 'processes', options })).slice(3)).toEqual([])
  })

  test('change with their content', async () => {
    const [first] = await inputs(null)
    const [other] = await inputs(null, { configuration: '/app/server.js' })
    expect(first?.digest).not.toBe(other?.digest)
  })
})
