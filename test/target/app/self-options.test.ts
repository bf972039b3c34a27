import { expect, it } from 'vitest'
import { accessLogFields, version } from '../../../src/target/app/self-options.ts'

it('gives every key and header its usual name', () => {
  expect(version.parse({ keys: { version: 'tag' } })).toMatchObject({
    keys: { version: 'tag', bootId: 'bootId' },
    headers: { release: 'x-release' },
  })
  expect(version.parse('/version')).toBe('/version')
  expect(accessLogFields.parse(undefined)).toMatchObject({ time: 'time', durationMs: 'durationMs' })
})

it('refuses what is neither a path nor such an object', () => {
  expect(version.safeParse('version').success).toBe(false)
  expect(version.safeParse({ header: 'x' }).success).toBe(false)
  expect(accessLogFields.safeParse({ start: 'time' }).success).toBe(false)
})
