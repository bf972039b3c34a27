import { expect, test } from 'vitest'
import { PAGE_STYLE } from '../../../../src/report/html/page/style.ts'
import { TIMELINE_STYLE } from '../../../../src/report/html/timeline/style.ts'

const STYLES = PAGE_STYLE + TIMELINE_STYLE

test('it asks for nothing from anywhere, knows the dark, and paper', () => {
  expect(STYLES).not.toMatch(/url\(|@import/)
  expect(STYLES).toContain('prefers-color-scheme: dark')
  expect(STYLES).toContain('@media print')
})

test('every colour that is used has a value, in light and in dark', () => {
  const used = new Set([...STYLES.matchAll(/var\(--([a-z0-9]+)\)/g)].map(([, name]) => name))
  const [light = '', dark = ''] = [...PAGE_STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) => block)
  const named = (block: string) => [...block.matchAll(/--([a-z0-9]+):/g)].map(([, name]) => name)
  expect(named(light).toSorted()).toEqual(named(dark).toSorted())
  expect([...used].filter((name) => !named(light).includes(name))).toEqual([])
})
