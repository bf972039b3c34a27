import { expect, test } from 'vitest'
import { environmentSection, instancesSection } from '../../../src/report/html/environment.ts'
import { failedInput, passedInput } from '../build-input.ts'

test('instances with what they run; none, no section', () => {
  expect(instancesSection(failedInput().verdict)).toContain('<td>web-1</td><td>1.2.0</td>')
  expect(instancesSection(passedInput().verdict)).toBe('')
})

test('everything that is needed to run it again', () => {
  const section = environmentSection(failedInput())
  expect(section).toContain('<pre>firedrill run kill-node --target shop --set rate=200/s --seed 7</pre>')
  for (const words of [
    '<dd>k6 v2.2.0</dd>',
    '<dd>abc1234</dd>',
    '<dt>seed</dt><dd>7</dd>',
    '<dd>healthy</dd>',
  ])
    expect(section).toContain(words)
})
