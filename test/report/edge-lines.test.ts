import { expect, test } from 'vitest'
import { consoleReporter } from '../../src/report/console.ts'
import { edgeLines } from '../../src/report/edge-lines.ts'
import { environmentFold } from '../../src/report/html/sections/further.ts'
import { markdown } from '../../src/report/markdown.ts'
import { failedInput } from './build-input.ts'

const target = { name: 'processes', kind: 'process', why: '' }

test('an edge that is not the team’s is said to be firedrill’s own, and no other is', () => {
  expect(edgeLines({ target: { ...target, edge: 'built-in' } })).toEqual([
    expect.stringContaining('firedrill’s own (built-in), not the one that users of this app meet'),
  ])
  expect(edgeLines({ target })).toEqual([])
})

test('every report for people says it', () => {
  const input = failedInput()
  const console = consoleReporter({ colorLevel: 0, columns: 100 })
  const texts = (of: typeof input) => [console.render(of), markdown.render(of), environmentFold(of)]
  const own = { ...input, verdict: { ...input.verdict, target: { ...target, edge: 'built-in' as const } } }
  for (const text of texts(own)) expect(text).toContain('firedrill’s own')
  for (const text of texts(input)) expect(text).not.toContain('firedrill’s own')
})
