import { expect, test } from 'vitest'
import { markdownDetails } from '../../src/report/markdown-details.ts'
import { diagnosedInput, passedInput } from './build-input.ts'

test('each part is folded by itself, and one that has nothing is not there', () => {
  const titles = (lines: string[]) =>
    lines.flatMap((line) => /<summary>(.*)<\/summary>/.exec(line)?.[1] ?? [])
  expect(titles(markdownDetails(diagnosedInput()))).toEqual(['Why', 'What happened', 'Every clause (8)'])
  expect(titles(markdownDetails(passedInput()))).toEqual(['What happened', 'Every clause (6)'])
})

test('a blank line stands around what is folded, without which it would not be read as Markdown', () => {
  const lines = markdownDetails(diagnosedInput())
  lines.forEach((line, k) => {
    if (line.startsWith('<summary>')) expect(lines[k + 1]).toBe('')
    if (line === '</details>') expect(lines[k - 1]).toBe('')
  })
})
