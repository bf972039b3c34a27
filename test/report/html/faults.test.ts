import { expect, test } from 'vitest'
import { faultsSection } from '../../../src/report/html/faults.ts'
import { failedInput, passedInput } from '../build-input.ts'

test('evidence, recovery, classes and outages are listed', () => {
  const section = faultsSection(failedInput().verdict)
  for (const words of [
    'pid 4711 is gone',
    'recovered after 1 s',
    '240 sent to it afterwards',
    'from 11 s: 348 ms',
  ])
    expect(section).toContain(words)
  expect(section).not.toContain('saw no outage')
  expect(faultsSection(passedInput().verdict)).toContain('The prober saw no outage.')
})
