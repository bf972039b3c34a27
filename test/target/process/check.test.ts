import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { checkOptions } from '../../../src/target/process/check.ts'
import { parseProcessOptions } from '../../../src/target/process/options.ts'

async function refusals(options: object, host = fakeHost({ env: { PATH: '/none:/tmp' } })) {
  await host.files.writeAtomic('/tmp/node', '')
  return checkOptions(parseProcessOptions({ run: 'node x', instances: 1, ...options }), '/app', host)
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
      'plan-refused',
      '/app/r/1',
    ],
    ['a program on no path', { run: 'noed x' }, 'tool-missing', '"noed", which target runs'],
    ['a program not in its directory', { run: ['./serve'] }, 'tool-missing', '"./serve"'],
    [
      'a program of a service',
      { services: { db: { run: 'postgres' } } },
      'tool-missing',
      'target.services.db',
    ],
    ['a program of prepare', { prepare: [{ run: '/bin/migrate' }] }, 'tool-missing', 'target.prepare.0'],
    ['a program of the edge', { edge: { run: 'nginx' } }, 'tool-missing', 'target.edge'],
  ])('name %s', async (_what, options, code, reason) => {
    expect(await refusals(options)).toEqual([
      { code, reason: expect.stringContaining(reason), hint: expect.any(String) },
    ])
  })

  it('name ports in use', async () => {
    const host = fakeHost({ env: { PATH: '/tmp' } })
    host.net.listen(3001, () => 'hang')
    expect(await refusals({ ports: [3001] }, host)).toMatchObject([{ code: 'port-in-use' }])
  })
})
