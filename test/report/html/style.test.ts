import { expect, it } from 'vitest'
import { STYLE } from '../../../src/report/html/style.ts'

it('asks for nothing from anywhere, and knows the dark', () => {
  expect(STYLE).not.toMatch(/url\(|@import/)
  expect(STYLE).toContain('prefers-color-scheme: dark')
})
