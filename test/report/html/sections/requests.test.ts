import { expect, test } from 'vitest'
import { requestsSection } from '../../../../src/report/html/sections/requests.ts'
import { excerptOf } from '../../../../src/report/log-excerpt.ts'
import { line } from '../../../verdict/diagnosis/build-diagnosis.ts'
import { failedInput, passedInput } from '../../build-input.ts'

test('ten of those that failed, each with its moment, its phase and its outcome', () => {
  const text = requestsSection(failedInput())
  expect(text.match(/<tr><td class="n"><a href="#timeline"/g)).toHaveLength(10)
  expect(text).toContain('10 of 220 that failed in the judged phases')
  expect(text).toContain('<td>lost</td>')
  expect(text).toContain('<td>no answer</td>')
})

test('a line of the logs that may tell of it is linked, and stands below', () => {
  const input = failedInput()
  const logs = excerptOf(
    [
      line('edge', 11_020, 'no <b>answer</b>', {}),
      line('edge', 11_021, 'GET / 200', { bad: false, access: true }),
    ],
    11_000,
  )
  const text = requestsSection({ ...input, logs })
  expect(text).toContain('<a href="#log-1">line 1</a>')
  expect(text).toContain('<tr id="log-1">')
  expect(text).toContain('<strong>no &lt;b&gt;answer&lt;/b&gt;</strong>')
  expect(text).toContain('Left out: lines that tell of one good answer each (1).')
})

test('how long one took whose start is not known is not known', () => {
  const input = failedInput()
  const { requests } = input.record
  const of = (certain: Uint8Array) =>
    requestsSection({ ...input, record: { ...input.record, requests: { ...requests, certain } } })
  expect(of(requests.certain.map(() => 0))).toContain('<td class="n">not known</td>')
  expect(of(requests.certain)).not.toContain('<td class="n">not known</td>')
})

test('all of a few are said to be all; and without a fault they stand to none', () => {
  const input = failedInput()
  const { requests } = input.record
  const ok = requests.ok.map((good, row) => (row > 3000 ? 1 : good))
  const few = { ...input, record: { ...input.record, requests: { ...requests, ok } } }
  const measurements = { ...input.measurements, faults: [], failures: [] }
  const some = requestsSection({ ...few, measurements })
  expect(some).toContain('10 of ')
  expect(some).not.toContain('before any fault')
  expect(requestsSection(few)).toContain('before any fault')
  const fewer = requests.ok.map((good, row) => (row > 1200 ? 1 : good))
  expect(
    requestsSection({ ...input, record: { ...input.record, requests: { ...requests, ok: fewer } } }),
  ).toMatch(/All \d that failed in the judged phases \(/)
})

test('what the app kept from being sent is told beside it, and then nothing is well', () => {
  const unsent = (input: ReturnType<typeof failedInput>) => {
    const windows = input.measurements.windows.map((window) => ({
      ...window,
      dropped: { byApp: window.name === 'lost' ? 1200 : 0, byGenerator: 7 },
    }))
    const planned = windows.map((window) => ({ ...window, kind: 'planned' as const }))
    return { ...input, measurements: { ...input.measurements, windows: [...windows, ...planned] } }
  }
  expect(requestsSection(unsent(passedInput()))).toContain(
    '<p class="answer plain">No request that was sent failed in the judged phases. 1,200 iterations were due and never sent: every VU was waiting for the app.</p>',
  )
  expect(requestsSection(unsent(failedInput()))).toMatch(
    /<p class="answer plain">10 of 220 that failed[^<]*\)\. 1,200 iterations more were due and never sent/,
  )
  expect(requestsSection(passedInput())).toContain('<p class="answer good">No request failed')
})

test('where no request failed, and where no log tells anything, it says so', () => {
  const input = passedInput()
  const text = requestsSection({ ...input, logs: excerptOf([], 11_000) })
  expect(text).toContain('No request failed in the judged phases.')
  expect(text).toContain('within 10 s of the first fault')
  expect(requestsSection(input)).not.toContain('tells of something')
})

test('where no log tells which instance it met, none is laid to the victim', () => {
  const input = failedInput()
  const failures = input.measurements.failures.map((each) => ({ ...each, basis: 'time' as const }))
  const text = requestsSection({ ...input, measurements: { ...input.measurements, failures } })
  expect(text).toContain('<td>sent after the fault</td>')
  expect(text).not.toContain('the victim')
})
