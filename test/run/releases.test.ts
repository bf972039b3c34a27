import { expect, test } from 'vitest'
import type { ResolvedDrill } from '../../src/drill/model.ts'
import { createReleases, findReleases } from '../../src/run/releases.ts'
import type { FakeOptions } from '../../src/target/fake.ts'
import { onStage } from './on-stage.ts'
import { deploy, NEXT } from './steps/shipping.ts'

async function book(target: FakeOptions = {}) {
  const rig = await onStage({ target })
  return { ...rig, releases: rig.stage.releases }
}

test('what a reference means is asked of the target, and journaled once', async () => {
  const { releases, said } = await book()
  expect(await releases.resolve({ ref: 'current' })).toMatchObject({ version: '1.0.0' })
  expect(await releases.resolve({ ref: 'next' })).toMatchObject({ version: '1.1.0' })
  expect(await releases.resolve({ ref: 'version', version: '1.1.0' })).toMatchObject({ version: '1.1.0' })
  await releases.resolve({ ref: 'next' })
  expect(said('release').map(({ ref, release }) => [ref.ref, release.version])).toEqual([
    ['current', '1.0.0'],
    ['next', '1.1.0'],
    ['version', '1.1.0'],
  ])
})

test('a broken release is made once', async () => {
  const { releases, said } = await book()
  const broken = { ref: 'broken', of: { ref: 'current' }, how: { kind: 'exits' } } as const
  const first = await releases.resolve(broken)
  expect(first.version).toBe('1.0.0+exits')
  expect(await releases.resolve(broken)).toBe(first)
  expect(said('release')).toHaveLength(1)
  const ofNext = { ref: 'broken', of: { ref: 'next' }, how: { kind: 'slow', byMs: 400, share: 1 } } as const
  expect((await releases.resolve(ofNext)).version).toBe('1.1.0+slow')
})

test('what is not there throws, and may be there later', async () => {
  const versions: string[] = ['1.0.0']
  const { releases } = await book({ releases: versions })
  await expect(releases.resolve({ ref: 'next' })).rejects.toMatchObject({ code: 'release-missing' })
  versions.push('1.1.0')
  expect(await releases.resolve({ ref: 'next' })).toMatchObject({ version: '1.1.0' })
})

test('what a drill will ship is looked for before; what is missing is left to its step, an error is one', async () => {
  const { releases, said } = await book({ releases: ['1.0.0'] })
  const steps = [deploy(NEXT), deploy({ ref: 'current' }), deploy({ ref: 'previous' })]
  const drill = { steps, expect: [], load: { name: 'shop' } } as unknown as ResolvedDrill
  await findReleases(drill, releases)
  expect(said('release').map(({ release }) => release.version)).toEqual(['1.0.0'])
  const resolve = () => Promise.reject(new Error('EIO'))
  await expect(findReleases(drill, { resolve })).rejects.toThrow('EIO')
})

test('what serves is named in every record, also where the drill does not speak of releases', async () => {
  const steps = [{ kind: 'phase', name: 'calm', steps: [], expect: [], inherit: true, place: '' }]
  const drill = { steps, expect: [], load: { name: 'shop' } } as unknown as ResolvedDrill
  const { releases, said } = await book()
  await findReleases(drill, releases)
  expect(said('release')).toMatchObject([
    { ref: { ref: 'current' }, release: { version: '1.0.0', digest: 'digest of 1.0.0' } },
  ])
  const { journal, said: told } = await onStage()
  await findReleases(drill, createReleases(undefined, journal))
  expect(told('release')).toEqual([])
})

test('a next release must be named in the configuration', async () => {
  const { releases } = await book({ versions: { current: '1.0.0', next: null } })
  await expect(releases.resolve({ ref: 'next' })).rejects.toMatchObject({
    code: 'release-missing',
    hint: expect.stringContaining('release.next'),
  })
})

test('a target without releases has none', async () => {
  const { journal } = await onStage()
  const releases = createReleases(undefined, journal)
  for (const ref of ['current', 'next', 'previous'] as const)
    await expect(releases.resolve({ ref })).rejects.toMatchObject({ code: 'capability-missing' })
})

test('previous is what served when the latest deploy began', async () => {
  const { releases } = await book()
  await expect(releases.resolve({ ref: 'previous' })).rejects.toMatchObject({ code: 'release-missing' })
  expect(releases.previous()).toBeNull()
  const [from, to] = [await releases.serving(), await releases.resolve({ ref: 'next' })]
  releases.shipping(to)
  expect(await releases.resolve({ ref: 'previous' })).toBe(from)
  expect(releases.latest()).toEqual({ to, previous: from, decided: false, back: false })
  expect(await releases.serving()).toBe(from)
  releases.shipped(to)
  expect(await releases.serving()).toBe(to)
  expect(releases.latest()?.back).toBe(false)
})

test('a rollback is decided once, and done when the release before serves again', async () => {
  const { releases } = await book()
  const [from, to] = [await releases.serving(), await releases.resolve({ ref: 'next' })]
  releases.decided()
  expect(releases.latest()).toBeNull()
  releases.shipping(to)
  releases.decided()
  releases.shipped(from)
  expect(releases.latest()).toMatchObject({ decided: true, back: true })
  expect(await releases.serving()).toBe(from)
  releases.shipping(to)
  expect(releases.latest()).toMatchObject({ decided: false, back: false })
})

test('a deploy cannot begin before it is known what serves', async () => {
  const { releases } = await book()
  const to = await releases.resolve({ ref: 'next' })
  expect(() => releases.shipping(to)).toThrow('before it was known what serves')
})
