import { describe, expect, it } from 'vitest'
import type { ReleaseRef, Step } from '../../src/drill/model.ts'
import { artifactWords, askedArtifact, isOfAnother, misfit, ranArtifact } from '../../src/gate/artifact.ts'
import type { EventBody } from '../../src/journal/events.ts'
import type { Release } from '../../src/target/target.ts'
import { refusalOf } from '../config/project.ts'
import { buildRecord } from '../measure/build-record.ts'

type Timed = { atMs: number } & EventBody
const [A, B] = ['a1'.repeat(32), 'b2'.repeat(32)]
const release = (version: string, digest: string | null = A): Release => ({
  version,
  digest,
  where: `/srv/${version}`,
})
const found = (ref: ReleaseRef, of: Release): Timed => ({ atMs: 1, type: 'release', ref, release: of })
const asked = (...versions: (string | null)[]): Timed => ({
  atMs: 5000,
  type: 'instances',
  why: '',
  instances: versions.map((version, k) => ({
    name: `web-${k + 1}`,
    url: null,
    identity: null,
    release: version === null ? null : { version, digest: null, source: 'header' },
    ready: true,
  })),
})
const shipped = (to: Release): Timed => ({
  atMs: 9000,
  type: 'deploy-started',
  window: 'deploy',
  from: release('1.0.0'),
  to,
  strategy: 'rolling',
})
const recordOf = (...events: Timed[]) => buildRecord({ phases: [{ name: 'calm', durationMs: 9000 }], events })

describe('what is asked about', () => {
  it('is a digest, a version, or a commit', () => {
    expect(askedArtifact(`sha256:${A.toUpperCase()}`)).toMatchObject({ kind: 'digest', digest: A })
    expect(askedArtifact(A)).toMatchObject({ kind: 'digest', digest: A })
    expect(askedArtifact('1.2.0-rc.1+build')).toMatchObject({ kind: 'version', version: '1.2.0-rc.1+build' })
    expect(askedArtifact(`commit:${'ab'.repeat(20)}`)).toMatchObject({
      kind: 'commit',
      hash: 'ab'.repeat(20),
    })
  })

  it.each(['', ' ', 'sha256:abc', 'commit:abc1234', 'two words'])('is not "%s"', async (text) => {
    expect((await refusalOf(() => askedArtifact(text))).code).toBe('artifact-invalid')
  })
})

describe('what a run is of', () => {
  it('is what its instances ran when the steps began, with the digest of that release', () => {
    const record = recordOf(found({ ref: 'current' }, release('1.0.0')), asked('1.0.0', '1.0.0'))
    expect(ranArtifact(record, null)).toEqual({
      role: 'served',
      version: '1.0.0',
      digests: [{ digest: A, kind: 'look', by: "firedrill's look at /srv/1.0.0" }],
    })
  })

  it('is what it shipped, where it shipped anything, unless the other is asked for', () => {
    const record = recordOf(
      found({ ref: 'current' }, release('1.0.0', A)),
      found({ ref: 'next' }, release('1.1.0', B)),
      asked('1.0.0', '1.0.0'),
      shipped(release('1.1.0', B)),
    )
    expect(ranArtifact(record, null)).toMatchObject({
      role: 'shipped',
      version: '1.1.0',
      digests: [{ digest: B }],
    })
    expect(ranArtifact(record, 'served')).toMatchObject({
      role: 'served',
      version: '1.0.0',
      digests: [{ digest: A }],
    })
    expect(ranArtifact(recordOf(asked('1.0.0')), 'shipped')).toBe('it shipped nothing')
  })

  it('is the good release that a broken one was made of', () => {
    const how = { kind: 'exits' } as const
    const broken = { ref: 'broken', of: { ref: 'current' }, how } as const
    const record = recordOf(
      found({ ref: 'current' }, release('1.0.0', A)),
      found(broken, release('1.0.0+exits', B)),
      found({ ref: 'broken', of: broken, how }, release('1.0.0+exits+exits', B)),
      asked('1.0.0'),
      shipped(release('1.0.0+exits+exits', B)),
    )
    expect(ranArtifact(record, null)).toMatchObject({ version: '1.0.0', digests: [{ digest: A }] })
  })

  it('is not told where instances differ, do not say, or were not asked', () => {
    expect(ranArtifact(recordOf(asked('1.0.0', '1.1.0')), null)).toBe(
      'its instances ran several: 1.0.0, 1.1.0',
    )
    expect(ranArtifact(recordOf(asked('1.0.0', null)), null)).toContain('one that is not told')
    expect(ranArtifact(recordOf(asked(null, null)), null)).toBe('its instances do not say what they run')
    expect(ranArtifact(recordOf(), null)).toBe('its instances were not asked')
  })
})

type Said = { version: string; digest?: string | null; source?: string } | null
const told = (atMs: number, ...all: Said[]): Timed => ({
  atMs,
  type: 'instances',
  why: '',
  instances: all.map((said, k) => ({
    name: `web-${k + 1}`,
    url: null,
    identity: null,
    release: said === null ? null : { digest: null, source: 'version endpoint', ...said },
    ready: said !== null,
  })),
})
const of = (digest: string | null, source = 'version endpoint', version = '1.0.0') => ({
  version,
  digest,
  source,
})

describe('one version that stands for two artifacts within a run', () => {
  it.each([
    ['instances tell different digests', [told(5000, of(A), of(B))]],
    ['an instance told another one later', [told(5000, of(A), of(A)), told(8000, of(A), of(B))]],
    [
      'its image is not what the look found',
      [found({ ref: 'current' }, release('1.0.0', B)), told(5000, of(A, 'image'))],
    ],
    [
      'two looks found different ones',
      [
        found({ ref: 'current' }, release('1.0.0', A)),
        told(5000, of(null)),
        found({ ref: 'next' }, release('1.0.0', B)),
      ],
    ],
  ])('is none: %s', (_what, events) => {
    const ran = ranArtifact(recordOf(...events), null)
    expect(ran).toMatch(/^1\.0\.0 stands for two artifacts: sha256:(a1|b2){6}…, by .* of web-\d|look at/)
    for (const asked of [A, B, '1.0.0'])
      expect(misfit(askedArtifact(asked), ran, { commit: { hash: null, dirty: false } })).toContain(
        'two artifacts',
      )
  })

  it('is one where only what an app calls its digest differs from what firedrill found', () => {
    const record = recordOf(found({ ref: 'current' }, release('1.0.0', A)), told(5000, of(B), of(B)))
    expect(ranArtifact(record, null)).toMatchObject({ digests: [{ digest: A }, { digest: B }] })
  })

  it('is none where it is shipped over itself', () => {
    const events = [
      found({ ref: 'current' }, release('1.0.0', A)),
      found({ ref: 'next' }, release('1.0.0', B)),
      told(5000, of(null)),
      shipped(release('1.0.0', B)),
    ]
    for (const role of [null, 'served'] as const)
      expect(ranArtifact(recordOf(...events), role)).toContain('two artifacts')
  })
})

describe('what served, where nothing was shipped', () => {
  it('is the same in every look at the instances, of those that answer', () => {
    const same = [
      told(5000, of(null), of(null)),
      told(9000, null, of(null)),
      told(12_000, of(null), of(null)),
    ]
    expect(ranArtifact(recordOf(...same), null)).toMatchObject({ version: '1.0.0' })
  })

  it('is not told where it changed in the middle of the run', () => {
    const next = of(null, 'version endpoint', '1.1.0')
    const record = recordOf(told(5000, of(null), of(null)), told(9000, of(null), next))
    expect(ranArtifact(record, null)).toBe(
      'its instances ran 1.0.0 when the steps began, and web-2 ran 1.1.0 at 9 s of the run, which the drill did not ship',
    )
  })

  it('may change where the drill ships something', () => {
    const next = of(null, 'version endpoint', '1.1.0')
    const record = recordOf(told(5000, of(null)), shipped(release('1.1.0', B)), told(12_000, next))
    expect(ranArtifact(record, 'served')).toMatchObject({ version: '1.0.0' })
    expect(ranArtifact(record, null)).toMatchObject({ version: '1.1.0' })
  })
})

describe('a drill that was to ship something and did not get to it', () => {
  const next = { ref: 'next' } as const
  const deploy = (ref: ReleaseRef): Step => ({
    kind: 'deploy',
    release: ref,
    stopOn: [],
    bakeMs: 0,
    place: 'drills/x.ts:1',
  })
  const meant = (refs: ReleaseRef[], ...events: Timed[]) =>
    buildRecord({ phases: [{ name: 'calm', durationMs: 9000, steps: refs.map(deploy) }], events })
  const began = [found({ ref: 'current' }, release('1.0.0', A)), asked('1.0.0', '1.0.0')]
  const another = (version: string, ran: ReturnType<typeof ranArtifact>) =>
    isOfAnother(askedArtifact(version), ran, { commit: { hash: null, dirty: false } })

  it('is of what it meant to ship, where that was found', () => {
    const ran = ranArtifact(meant([next], ...began, found(next, release('1.1.0', B))), null)
    expect(ran).toMatchObject({ role: 'shipped', version: '1.1.0', digests: [{ digest: B }] })
    expect([another('1.1.0', ran), another('1.0.0', ran)]).toEqual([false, true])
  })

  it('may be of any where it was not', () => {
    const missing = { ...shipped({ version: 'next', digest: null, where: '' }) }
    for (const events of [began, [...began, missing]]) {
      const ran = ranArtifact(meant([next], ...events), null)
      expect(ran).toBe('it did not get to ship anything, and the release that it meant to ship was not found')
      expect([another('1.1.0', ran), another('1.0.0', ran)]).toEqual([false, false])
    }
  })

  it('is of the version that the drill names, found or not', () => {
    const named: ReleaseRef = { ref: 'version', version: '2.0.0' }
    expect(ranArtifact(meant([named], ...began), null)).toMatchObject({ version: '2.0.0', digests: [] })
  })

  it('is of the last that it ships, where it ended before that one', () => {
    const bad: ReleaseRef = { ref: 'version', version: '1.1.0-bad' }
    const events = [...began, found(bad, release('1.1.0-bad', A)), found(next, release('1.1.0', B))]
    const first = shipped(release('1.1.0-bad', A))
    const ran = ranArtifact(meant([bad, next], ...events, first), null)
    expect(ran).toMatchObject({ role: 'shipped', version: '1.1.0' })
    const both = ranArtifact(meant([next, bad], ...events, shipped(release('1.1.0', B)), first), null)
    expect(both).toMatchObject({ version: '1.1.0-bad' })
  })

  it('is of what served, where the policy asks for that', () => {
    expect(ranArtifact(meant([next], ...began), 'served')).toMatchObject({ role: 'served', version: '1.0.0' })
  })
})

describe('whether they are the same', () => {
  const header = { commit: { hash: null, dirty: false } }
  const ran = { role: 'served', version: '1.0.0', digests: [{ digest: A, kind: 'look', by: 'x' }] } as const

  it('goes by just what was asked', () => {
    expect(misfit(askedArtifact(A), ran, header)).toBeNull()
    expect(misfit(askedArtifact('1.0.0'), ran, header)).toBeNull()
    expect(misfit(askedArtifact(B), ran, header)).toBe(`it is of 1.0.0, sha256:${A}`)
    expect(misfit(askedArtifact('1.0'), ran, header)).toBe('it is of 1.0.0')
    expect(misfit(askedArtifact(A), { ...ran, digests: [] }, header)).toBe(
      'it is of 1.0.0, of which it has no digest',
    )
    expect(misfit(askedArtifact('1.0.0'), 'it shipped nothing', header)).toContain('it shipped nothing')
  })

  it('a commit is that of the checkout, whatever was served', () => {
    const commit = askedArtifact(`commit:${'ab'.repeat(20)}`)
    const of = (hash: string | null, dirty = false) => misfit(commit, 'not told', { commit: { hash, dirty } })
    expect(of('ab'.repeat(20))).toBeNull()
    expect(of('ab'.repeat(20), true)).toContain('not committed')
    expect(of('cd'.repeat(20))).toContain('cdcd')
    expect(of(null)).toContain('outside of a git checkout')
  })

  it('is of another only where that is known', () => {
    const another = (asked: string, of: typeof ran | string, commit = header.commit) =>
      isOfAnother(askedArtifact(asked), of, { commit })
    expect([another(A, ran), another(B, ran)]).toEqual([false, true])
    expect(another(B, { ...ran, digests: [] as never }), 'it has no digest').toBe(false)
    expect([another('1.0.0', ran), another('1.1.0', ran), another('1.1.0', 'not told')]).toEqual([
      false,
      true,
      false,
    ])
    const [hash, other] = ['ab'.repeat(20), 'cd'.repeat(20)]
    expect(another(`commit:${hash}`, ran, { hash: other, dirty: false } as never)).toBe(true)
    expect(another(`commit:${hash}`, ran, { hash: null, dirty: false })).toBe(false)
    expect(another(`commit:${hash}`, ran, { hash, dirty: true } as never), 'with changes').toBe(false)
  })

  it('is told with who says so', () => {
    expect(artifactWords(ran, askedArtifact(A))).toBe(`1.0.0, sha256:${A}, by x`)
    expect(artifactWords({ ...ran, digests: [] }, askedArtifact('1.0.0'))).toBe(
      '1.0.0, of which it has no digest',
    )
    expect(artifactWords('not told', askedArtifact(A))).toBeNull()
  })
})
