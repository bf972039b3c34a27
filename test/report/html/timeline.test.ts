import { expect, test } from 'vitest'
import { timeline } from '../../../src/report/html/timeline.ts'
import { failedInput, passedInput, shippedInput } from '../build-input.ts'

test('phases, marks and outages stand at their place in the run', () => {
  const strip = timeline(failedInput())
  expect(strip).toContain('<rect class="band1" x="166.7" y="0" width="500.0" height="40"/>')
  expect(strip).toContain('<rect class="fault" x="183.3"')
  expect(strip.match(/class="outage"/g)).toHaveLength(1)
  expect(strip).toContain('11.0 s: kill web-1')
})

test('instances that were watched have their lanes', () => {
  expect(timeline(shippedInput())).toContain('aria-label="what each instance said"')
  expect(timeline(failedInput())).not.toContain('what each instance said')
})

test('a run without anything is still a strip', () => {
  const input = passedInput()
  const measurements = { ...input.measurements, windows: [], faults: [], outages: [] }
  expect(timeline({ ...input, measurements })).not.toMatch(/NaN|Infinity/)
})
