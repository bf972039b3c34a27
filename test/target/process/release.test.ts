import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import {
  ensureRelease,
  pointedAt,
  pointInstance,
  pointInstances,
  versionAt,
} from '../../../src/target/process/release.ts'
import { runtimeOn, surroundings } from './settings.ts'

const release = { path: 'releases/{version}', current: '2', previous: '1' }

describe('releases', () => {
  it('are built where a command is given, and must then be there', async () => {
    const host = fakeHost({ programs: { make: { exit: { afterMs: 1, code: 0 } } } })
    const runtime = runtimeOn(host)
    const around = surroundings({ release: { ...release, build: 'make {version} {release}' } })
    await expect(ensureRelease(around, runtime, '2')).rejects.toMatchObject({ code: 'release-missing' })
    await host.files.makeDir('/app/releases/2')
    await ensureRelease(around, runtime, '2')
    expect(runtime.intents.at(-1)?.command?.argv).toEqual(['make', '2', '/app/releases/2'])
    await ensureRelease(around, runtime, '2')
    expect(runtime.intents).toHaveLength(2)
  })

  it('are pointed at by each instance, and the previous one stays', async () => {
    const host = fakeHost()
    const runtime = runtimeOn(host)
    const around = surroundings({ release })
    await host.files.makeDir('/app/releases/1')
    await pointInstances(around, runtime)
    const pointer = '/tmp/state/instances/web-1/release'
    expect(await host.files.readLink(pointer)).toBe('/app/releases/2')
    expect(runtime.intents[0]).toMatchObject({
      undo: { kind: 'point-release', args: { path: pointer, to: null } },
      command: { argv: ['ln', '-sfn', '/app/releases/2', pointer] },
    })
    expect(await host.files.exists('/app/releases/1')).toBe(true)
  })

  it('are known by where the pointer leads', async () => {
    const { files } = fakeHost()
    const around = surroundings({ release: { ...release, next: '2.1' } })
    expect(await pointedAt(around, 'web-1', files)).toBeNull()
    await files.makeDir('/tmp/state/instances/web-1')
    await files.link('/app/releases/2', '/tmp/state/instances/web-1/release')
    expect(await pointedAt(around, 'web-1', files)).toBe('/app/releases/2')
    expect(versionAt(around, '/app/releases/2')).toBe('2')
    expect(versionAt(around, '/app/releases/1')).toBe('1')
    expect(versionAt(around, '/app/releases/2.1')).toBe('2.1')
    expect(versionAt(around, '/elsewhere/3')).toBe('3')
  })

  it('are switched back to what the pointer led to before', async () => {
    const runtime = runtimeOn()
    const around = surroundings({ release })
    await pointInstances(around, runtime)
    await pointInstance(around, runtime, 'web-2', { version: '1', where: '/app/releases/1' })
    expect(runtime.intents.at(-1)).toMatchObject({
      what: 'point web-2 at release 1',
      undo: { args: { to: '/app/releases/2' } },
    })
    expect(await pointedAt(around, 'web-2', runtime.context.host.files)).toBe('/app/releases/1')
    expect(await pointedAt(around, 'web-1', runtime.context.host.files)).toBe('/app/releases/2')
  })

  it('are nothing to an app that has none', async () => {
    const runtime = runtimeOn()
    await pointInstances(surroundings(), runtime)
    expect(await pointedAt(surroundings(), 'web-1', runtime.context.host.files)).toBeNull()
    expect(runtime.intents).toEqual([])
  })
})
