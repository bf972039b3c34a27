import { expect, test } from 'vitest'
import { isAccepted, versionIn } from '../../../src/load/k6/k6.ts'

test.each([
  ['k6 v2.2.0 (go1.26.8, linux/amd64)\n', '2.2.0', true],
  ['k6 v2.0.0-rc1 (commit/x, go1.24, darwin/arm64)\nExtensions:\n  …', '2.0.0-rc1', true],
  ['k6 v1.4.2 (go1.24)', '1.4.2', false],
  ['k6 v3.0.0', '3.0.0', false],
])('%j', (printed, version, accepted) => {
  expect(versionIn(printed)).toBe(version)
  expect(isAccepted(version)).toBe(accepted)
})

test('anything else is no k6', () => {
  expect(versionIn('node v24.1.0')).toBeNull()
})
