import { expect, it } from 'vitest'
import { withReports } from '../../../src/init/write/gitignore.ts'

it('adds the run records as a line of its own, once, and of the root alone', () => {
  expect(withReports(null)).toBe('/reports/\n')
  expect(withReports('')).toBe('/reports/\n')
  expect(withReports('node_modules')).toBe('node_modules\n/reports/\n')
  expect(withReports('my-reports/\n')).toBe('my-reports/\n/reports/\n')
  // It may stand in a file of another system's line ends.
  expect(withReports('a\r\nb\r\n')).toBe('a\r\nb\r\n/reports/\r\n')
  for (const there of ['reports\n', 'a\n/reports/\nb\n', 'reports/', '/reports/', 'a\r\nreports/\r\n'])
    expect(withReports(there)).toBe(there)
})
