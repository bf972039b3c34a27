import { expect, test } from 'vitest'
import { releasesSection, saidSection } from '../../../src/report/html/releases.ts'
import { failedInput, shippedInput } from '../build-input.ts'

test('deploys, rollbacks and stops are listed with what belongs to them', () => {
  const section = releasesSection(shippedInput().verdict)
  expect(section).toContain('<li>deploy of 1.0.0 → 1.0.1-failing (rolling) in lost')
  expect(section).toContain('<li>seconds: decide 0.0, act 4.1, ready 0.2, settled 2.1</li>')
  expect(section).toContain('web-2 was stopped in lost')
  expect(releasesSection(failedInput().verdict)).toBe('')
})

test('what the instances said, where they were watched', () => {
  expect(saidSection(shippedInput().verdict)).toContain('web-1 said that it was ready and could not serve')
  expect(saidSection(failedInput().verdict)).toBe('')
})
