import { expect, test } from 'vitest'
import { recoveryFold } from '../../../../src/report/html/sections/recovery.ts'
import type { ReportInput } from '../../../../src/report/reporter.ts'
import { failedInput, passedInput, shippedInput } from '../../build-input.ts'

const foldOf = ({ verdict, record }: ReportInput) => recoveryFold(verdict, record)

test('evidence, recovery, classes and outages are listed', () => {
  const text = foldOf(failedInput())
  for (const words of [
    'pid 4711 is gone',
    'recovered after 1 s',
    '240 sent to it afterwards',
    'from 11 s: 348 ms',
  ])
    expect(text).toContain(words)
  expect(text).not.toContain('saw no outage')
  expect(foldOf(passedInput())).toContain('The prober saw no outage.')
})

test('deploys, rollbacks and stops are listed with what belongs to them', () => {
  const text = foldOf(shippedInput())
  expect(text).toContain('<li>deploy of 1.0.0 → 1.0.1-failing (rolling) in lost')
  expect(text).toContain('<li>seconds: decide 0.0, act 4.1, ready 0.2, settled 2.1</li>')
  expect(text).toContain('web-2 was stopped in lost')
})

test('a rollback is a bar of its parts, as long as each took', () => {
  const text = foldOf(shippedInput())
  expect(text).toContain('viewBox="0 0 6400.0 1"')
  expect(text).toContain('<rect class="part1" x="20.0" y="0" width="4080.0" height="1"/>')
  expect(text).toContain(
    'Rollback to 1.0.0: decide 20 ms, act 4.08 s, ready 200 ms, settled 2.1 s; 6.4 s in all',
  )
  expect(foldOf(failedInput())).not.toContain('class="parts"')
})

test('what people were asked to do, and how long it took, stands beside it', () => {
  const { verdict, record } = shippedInput()
  const asked = { seq: 1, atMs: 1000, type: 'manual', window: 'lost', text: 'Call <them>.' } as const
  const text = recoveryFold(verdict, { events: [...record.events, asked] })
  expect(text).toContain('a person was asked in lost: Call &lt;them&gt;. Nothing says when it was done')
  expect(foldOf(shippedInput())).not.toContain('a person was asked')
})
