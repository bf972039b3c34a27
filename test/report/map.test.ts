import { expect, test } from 'vitest'
import { reporters } from '../../src/report/map.ts'
import { failedInput } from './build-input.ts'

test('every kind renders, and each file has one writer', () => {
  const files = Object.values(reporters).flatMap(({ file }) => (file === null ? [] : [file]))
  expect(files.sort()).toEqual(['junit.xml', 'report.html', 'report.md', 'verdict.json'])
  for (const reporter of Object.values(reporters))
    expect(reporter.render(failedInput())).toContain('kill-node')
})

test('rendering twice gives the same text', () => {
  for (const reporter of Object.values(reporters))
    expect(reporter.render(failedInput())).toBe(reporter.render(failedInput()))
})
