import { expect, it } from 'vitest'
import { REDACTED } from '../../src/redact/shown.ts'

it('is a word that no program writes, and that stays what it is in JSON, HTML and a URL’s password', () => {
  expect(JSON.stringify(REDACTED)).toBe(`"${REDACTED}"`)
  expect(REDACTED).not.toMatch(/[<>&"'\\%@:/\s]/)
})
