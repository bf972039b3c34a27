import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { THRESHOLDS } from '../../src/measure/thresholds.ts'

const docs = readFileSync(new URL('../../docs/instruments.md', import.meta.url), 'utf8')

/** The rows of the table: name and value. */
function documented(text: string): Record<string, number> {
  const rows = text.matchAll(/^\| `(\w+)` \| ([\d.]+) \|/gm)
  return Object.fromEntries(Array.from(rows, ([, name = '', value]) => [name, Number(value)]))
}

it('the documentation has every threshold, with its value', () => {
  expect(documented(docs)).toEqual(THRESHOLDS)
})

it('and would be seen to differ', () => {
  expect(documented(docs.replace('| `clockStepMs` | 5 |', '| `clockStepMs` | 6 |'))).not.toEqual(THRESHOLDS)
})
