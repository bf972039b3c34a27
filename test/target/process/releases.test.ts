import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { checkCommand } from '../../../src/target/process/completeness.ts'
import { createReleases } from '../../../src/target/process/releases.ts'
import { runtimeOn, SECRET, surroundings } from './settings.ts'

const release = { path: 'releases/{version}', current: '1', next: '2' }

async function having(written: object = {}, programs = {}) {
  const host = fakeHost({ programs })
  await host.files.makeDir('/app/releases/1')
  await host.files.writeAtomic('/app/releases/1/server.js', 'one')
  const runtime = runtimeOn(host)
  const around = surroundings({ release: { ...release, ...written }, env: { TOKEN: SECRET, NAME: '{name}' } })
  return { host, runtime, around, releases: createReleases(around, runtime) }
}

describe('the releases of a run', () => {
  it('are built at the first look, once for two that ask at once, and not again', async () => {
    const programs = { make: { exit: { afterMs: 50, code: 0 } } }
    const { host, releases, runtime } = await having({ build: 'make {version}' }, programs)
    const both = Promise.all([releases.find('2'), releases.find('2')])
    await host.files.makeDir('/app/releases/2')
    const [first, second] = await both
    expect(first).toEqual(second)
    expect(runtime.intents.map(({ what }) => what)).toEqual(['build release 2'])
    await releases.find('1')
    await releases.find('2')
    expect(runtime.intents.map(({ what }) => what)).toEqual(['build release 2', 'build release 1'])
    expect([...runtime.artifacts]).toEqual(['/app/releases/2', '/app/releases/1'])
  })

  it.each([
    ['nobody builds it', {}, /Release 2 is not at \/app\/releases\/2\./],
    [
      'the build fails',
      { build: 'fails' },
      /could not be built: build release 2 ended with 1(.|\n)*no compiler/,
    ],
    ['the build makes another one', { build: 'make' }, /The build of 2 did not make \/app\/releases\/2/],
  ])('are missing when they are not there and %s', async (_what, written, message) => {
    const programs = {
      make: { exit: { afterMs: 1, code: 0 } },
      fails: { exit: { afterMs: 1, code: 1 }, stderr: 'no compiler' },
    }
    const { releases } = await having(written, programs)
    await expect(releases.find('2')).rejects.toMatchObject({ code: 'release-missing' })
    await expect(releases.find('2')).rejects.toThrow(message)
  })

  it('must stay what they were when they were first looked at', async () => {
    const { host, releases } = await having()
    const one = await releases.find('1')
    expect(await releases.verify(one)).toEqual([])
    await host.files.writeAtomic('/app/releases/1/server.js', 'one, mended')
    expect(await releases.verify(one)).toMatchObject([
      { code: 'digest-mismatch', reason: expect.stringContaining(`${one.digest} then`) },
    ])
    expect((await releases.find('1')).digest).not.toBe(one.digest)
    await host.files.remove('/app/releases/1')
    expect(await releases.verify(one)).toMatchObject([
      { code: 'digest-mismatch', reason: expect.stringContaining('no longer at') },
    ])
  })

  it('are checked with the whole environment of an instance, and no secret is told', async () => {
    const stderr = `OTHER is missing; TOKEN is ${SECRET}`
    const programs = { check: { exit: { afterMs: 1, code: 78 }, stderr } }
    const { releases, runtime, around } = await having(
      { check: 'check {release} {version} {port}' },
      programs,
    )
    const findings = await releases.verify(await releases.find('1'))
    expect(findings).toMatchObject([
      { code: 'config-incomplete', reason: expect.stringContaining('OTHER is missing; TOKEN is ‹redacted›') },
    ])
    expect(runtime.intents.at(-1)?.command).toMatchObject({
      argv: ['check', '/app/releases/1', '1', '3001'],
      env: { TOKEN: '‹redacted›', NAME: 'web-1', PORT: '3001' },
    })
    expect(checkCommand(around, { version: '2', where: '/app/releases/2' })?.argv).toContain(
      '/app/releases/2',
    )
  })

  it('are not checked where there is no check', async () => {
    const { around } = await having()
    expect(checkCommand(around, { version: '1', where: '/app/releases/1' })).toBeNull()
  })

  it('cannot be said to be complete by a check that does not run', async () => {
    const { releases } = await having({ check: 'nobody' })
    expect(await releases.verify(await releases.find('1'))).toMatchObject([
      { code: 'config-incomplete', reason: expect.stringContaining('"nobody" was not found') },
    ])
  })

  it('are made bad under names of their own', async () => {
    const { releases } = await having()
    const one = await releases.find('1')
    const slow = { kind: 'slow', byMs: 400, share: 0.2 } as const
    const bad = releases.broken(one, slow)
    expect(bad).toEqual({ ...one, version: '1+slow' })
    expect(releases.broken(one, { ...slow })).toEqual(bad)
    const slower = releases.broken(one, { ...slow, byMs: 800 })
    expect(slower.version).toBe('1+slow-2')
    expect(releases.breakageOf('1+slow')).toEqual(slow)
    expect(releases.breakageOf('1+slow-2')).toMatchObject({ byMs: 800 })
    expect(releases.breakageOf('1')).toBeNull()
    expect(await releases.find('1+slow')).toEqual(bad)
  })
})
