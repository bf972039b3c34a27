import { expect, it } from 'vitest'
import { withReports } from '../../../src/init/write/gitignore.ts'

it('adds the run records as a line of its own, once', () => {
  expect(withReports(null)).toBe('reports/\n')
  expect(withReports('')).toBe('reports/\n')
  expect(withReports('node_modules')).toBe('node_modules\nreports/\n')
  expect(withReports('my-reports/\n')).toBe('my-reports/\nreports/\n')
  for (const there of ['reports\n', 'a\n/reports/\nb\n', 'reports/']) expect(withReports(there)).toBe(there)
})
