import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { USER_AGENT, VERSION } from '../../src/host/version.ts'

it('is the version that the package says', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(VERSION).toBe(version)
  expect(USER_AGENT).toBe(`firedrill/${version}`)
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+/)
})
