import { expect, test } from 'vitest'
import type { ReleaseRef } from '../../src/drill/model.ts'
import { createVersions } from '../../src/run/planned-versions.ts'

const NEXT: ReleaseRef = { ref: 'next' }
const PREVIOUS: ReleaseRef = { ref: 'previous' }

test('what a deploy replaces follows from those before it', () => {
  const versions = createVersions({ current: '1.0.0', next: '1.1.0' })
  expect(versions.of(PREVIOUS)).toBeNull()
  expect(versions.rollback()).toBeNull()
  expect(versions.deploy(NEXT, null)).toEqual({ from: '1.0.0', to: '1.1.0' })
  expect(versions.of(PREVIOUS)).toBe('1.0.0')
  expect(versions.deploy({ ref: 'version', version: '2.0.0' }, null)).toEqual({ from: '1.1.0', to: '2.0.0' })
  expect(versions.rollback()).toEqual({ from: '2.0.0', to: '1.1.0' })
  // N stays what it was when the drill began.
  expect(versions.of({ ref: 'current' })).toBe('1.0.0')
})

test.each([
  [['triggered'], { from: '1.1.0', to: '1.0.0' }],
  [['triggered', 'canary-worse'], { from: '1.1.0', to: '1.0.0' }],
  [['never-ready'], null],
  [['migration-pending', 'start-failed'], null],
  [['canary-worse'], null],
] as const)('one that ends as %s leaves to a rollback: %o', (refused, left) => {
  const versions = createVersions({ current: '1.0.0', next: '1.1.0' })
  versions.deploy(NEXT, refused)
  expect(versions.rollback()).toEqual(left)
})

test('a broken release is called after what it is made of', () => {
  const how = { kind: 'slow', byMs: 400, share: 0.2 } as const
  expect(
    createVersions({ current: '1.0.0', next: null }).of({ ref: 'broken', of: { ref: 'current' }, how }),
  ).toBe('1.0.0+slow')
  expect(createVersions({ current: '1.0.0', next: null }).of({ ref: 'broken', of: NEXT, how })).toBeNull()
  expect(createVersions(null).deploy(NEXT, null)).toBeNull()
})
