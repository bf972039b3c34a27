import { expect, it } from 'vitest'
import { breakageIn, plainVersion, versionOfBroken } from '../../../src/target/app/broken-version.ts'

it('is told by the end of a version', () => {
  expect(plainVersion('1.0.0+slow')).toBe('1.0.0')
  expect(plainVersion('1.0.0+build.7')).toBe('1.0.0+build.7')
  expect(breakageIn('1.0.0+never-ready-2')).toBe('never-ready')
  expect(breakageIn('1.0.0')).toBeNull()
})

it('is the same for the same way, and another one for another', () => {
  const slow = { kind: 'slow', byMs: 400, share: 0.2 } as const
  const made = new Map([['1+slow', { how: slow }]])
  expect(versionOfBroken({ version: '1' }, { ...slow }, made)).toBe('1+slow')
  expect(versionOfBroken({ version: '1' }, { ...slow, byMs: 500 }, made)).toBe('1+slow-2')
})
