import { join } from 'node:path'
import { expect, it } from 'vitest'
import { shownPath } from '../../src/cli/shown-path.ts'

it('is short below the working directory, and whole elsewhere', () => {
  expect(shownPath(join(process.cwd(), 'reports/run-1'))).toBe('reports/run-1')
  expect(shownPath(process.cwd())).toBe('.')
  expect(shownPath('/srv/reports/run-1')).toBe('/srv/reports/run-1')
})
