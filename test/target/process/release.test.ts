import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { buildRelease, pointedVersion, pointInstances } from '../../../src/target/process/release.ts'
import { runtimeOn, surroundings } from './settings.ts'

const open = new AbortController().signal
const release = { path: 'releases/{version}', current: '2', previous: '1' }

describe('releases', () => {
  it('are built where a command is given, and must then be there', async () => {
    const host = fakeHost({ programs: { make: { exit: { afterMs: 1, code: 0 } } } })
    const runtime = runtimeOn(host)
    const around = surroundings({ release: { ...release, build: 'make {version} {release}' } })
    await expect(buildRelease(around, runtime, open)).rejects.toMatchObject({ code: 'command-failed' })
    await host.files.makeDir('/app/releases/2')
    await buildRelease(around, runtime, open)
    expect(runtime.intents.at(-1)?.command?.argv).toEqual(['make', '2', '/app/releases/2'])
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
    const around = surroundings({ release })
    const at = '/tmp/state/instances/web-1'
    expect(await pointedVersion(around, 'web-1', files)).toBeNull()
    await files.makeDir(at)
    for (const [to, version] of [
      ['/app/releases/2', '2'],
      ['/app/releases/1', '1'],
      ['/elsewhere/3', '3'],
    ] as const) {
      await files.link(to, `${at}/release`)
      expect(await pointedVersion(around, 'web-1', files)).toBe(version)
    }
  })

  it('are nothing to an app that has none', async () => {
    const runtime = runtimeOn()
    await buildRelease(surroundings(), runtime, open)
    await pointInstances(surroundings(), runtime)
    expect(await pointedVersion(surroundings(), 'web-1', runtime.context.host.files)).toBeNull()
    expect(runtime.intents).toEqual([])
  })
})
