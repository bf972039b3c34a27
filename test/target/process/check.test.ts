import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { checkOptions } from '../../../src/target/process/check.ts'
import { parseProcessOptions } from '../../../src/target/process/options.ts'

const built = { path: 'r/{version}', current: '1', build: 'node build' }

async function refusals(
  options: object,
  host = fakeHost({ env: { PATH: '/none:/tmp' } }),
  versions: readonly string[] = [],
) {
  await host.files.writeAtomic('/tmp/node', '')
  return checkOptions(
    parseProcessOptions({ run: 'node x', instances: 1, ...options }),
    '/app',
    host,
    versions,
  )
}

describe('reasons not to start', () => {
  it('are none where everything is there', async () => {
    const host = fakeHost({ env: { PATH: '/tmp' } })
    await host.files.makeDir('/app/releases/1')
    await host.files.makeDir('/app/bin')
    await host.files.writeAtomic('/app/bin/serve', '')
    const release = { path: 'releases/{version}', current: '1' }
    const services = { a: { run: './bin/serve' }, b: { run: '/tmp/node' }, c: { run: '{root}/later' } }
    expect(await refusals({ release, services }, host)).toEqual([])
  })

  it.each([
    ['several instances without an edge', { instances: 2 }, 'plan-refused', 'no edge'],
    [
      'a release that nobody builds',
      { release: { path: 'r/{version}', current: '1' } },
      'release-missing',
      'Release 1 is not at /app/r/1.',
    ],
    ['a program on no path', { run: 'noed x' }, 'tool-missing', '"noed", which target.run runs'],
    ['a program not in its directory', { run: ['./serve'] }, 'tool-missing', '"./serve"'],
    [
      'a program of a service',
      { services: { db: { run: 'postgres' } } },
      'tool-missing',
      'target.services.db',
    ],
    ['a program of prepare', { prepare: [{ run: '/bin/migrate' }] }, 'tool-missing', 'target.prepare.0'],
    ['a program of the edge', { edge: { run: 'nginx' } }, 'tool-missing', 'target.edge'],
    [
      'a stop limit that is not above the drain time',
      { drainTime: '45s', stopTimeout: '45s' },
      'plan-refused',
      "stopTimeout 45s) is not above the app's drain time (drainTime 45s)",
    ],
    [
      'a program that tells the edge',
      { edge: { url: 'http://127.0.0.1:9', route: 'tell' } },
      'tool-missing',
      'target.edge.route',
    ],
    [
      'a program that ships releases',
      { version: '/version', release: built, deploy: { run: './ship', rollback: 'node x' } },
      'tool-missing',
      'target.deploy.run',
    ],
    [
      'a program that moves the schema',
      { release: built, migrations: { status: 'node x', up: 'up' } },
      'tool-missing',
      'target.migrations.up',
    ],
  ])('name %s', async (_what, options, code, reason) => {
    expect(await refusals(options)).toEqual([
      { code, reason: expect.stringContaining(reason), hint: expect.any(String) },
    ])
  })

  it('do not hold against an app that drains in time', async () => {
    expect(await refusals({ drainTime: '44s', stopTimeout: '45s' })).toEqual([])
  })

  it('name each release to be shipped that is not there and that nothing builds, once', async () => {
    const host = fakeHost({ env: { PATH: '/tmp' } })
    await host.files.makeDir('/app/r/1')
    const release = { path: 'r/{version}', current: '1', next: '2' }
    const versions = ['1', '2', '2+slow', '3']
    expect(await refusals({ release }, host, versions)).toEqual([
      {
        code: 'release-missing',
        reason: 'Release 2 is not at /app/r/2.',
        hint: expect.stringContaining('release.build'),
      },
      expect.objectContaining({ code: 'release-missing', reason: 'Release 3 is not at /app/r/3.' }),
    ])
    expect(await refusals({ release: { ...release, build: 'node build' } }, host, versions)).toEqual([])
    expect(await refusals({ release }, host)).toEqual([])
  })

  it('name ports in use', async () => {
    const host = fakeHost({ env: { PATH: '/tmp' } })
    host.net.listen(3001, () => 'hang')
    expect(await refusals({ ports: [3001] }, host)).toMatchObject([{ code: 'port-in-use' }])
  })
})
