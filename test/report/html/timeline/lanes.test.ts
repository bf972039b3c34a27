import { expect, test } from 'vitest'
import { LANE_WORDS, laneStateOf } from '../../../../src/report/html/timeline/lane-state.ts'
import { at, lanes, onClock } from '../../../../src/report/html/timeline/lanes.ts'
import { excerptOf } from '../../../../src/report/log-excerpt.ts'
import { momentsOf } from '../../../../src/report/moments.ts'
import { line } from '../../../verdict/diagnosis/build-diagnosis.ts'
import { failedInput, shippedInput } from '../../build-input.ts'

const WHOLE = { from: 0, to: 60 }

test('what an instance was', () => {
  expect(laneStateOf({ alive: true, ready: 200, judged: 'right' })).toBe('up')
  expect(laneStateOf({ alive: true, ready: 200, judged: 'unknown' })).toBe('up')
  expect(laneStateOf({ alive: true, ready: 503, judged: 'right' })).toBe('unready')
  expect(laneStateOf({ alive: false, ready: null, judged: 'right' })).toBe('down')
  expect(laneStateOf({ alive: false, ready: 200, judged: 'false-ready' })).toBe('wrong')
  expect(Object.keys(LANE_WORDS)).toHaveLength(4)
})

test('a drawing is stretched by its viewBox, and is not read out', () => {
  expect(onClock('x', { from: 1.5, to: 4 }, 16, '')).toBe(
    '<svg class="on-clock x" data-height="16" viewBox="1.5 0 2.5 16" preserveAspectRatio="none" aria-hidden="true" focusable="false"></svg>',
  )
})

test('a lane for the prober and one for each instance, in seconds of the run', () => {
  const text = lanes(shippedInput(), WHOLE, [])
  expect([...text.matchAll(/class="lane-name">([^<]*)</g)].map(([, name]) => name)).toEqual([
    'Prober: outages',
    'web-1',
    'web-2',
  ])
  expect(text).toContain('<rect class="outage" x="11.002" y="0" width="0.348" height="16">')
  expect(text).toContain('<rect class="wrong" x="11" y="0" width="2.2" height="16">')
  expect(text).toContain('<title>web-1 on 1.0.0: its word was wrong, 11.00 s to 13.20 s</title>')
})

test('log lines and engine events are marks that lead to what is told of them', () => {
  const logs = excerptOf([line('web-1', 11_500, 'no <b>connection</b>')], 11_000)
  const input = { ...failedInput(), logs }
  const told = { no: 7, atMs: 12_000, kind: 'engine' as const, words: 'web-1 ended', evidence: [] }
  const text = lanes(input, WHOLE, [...momentsOf(input).moments, told])
  expect(text).toContain(
    '<a href="#log-1" tabindex="-1"><title>11.50 s: web-1: no &lt;b&gt;connection&lt;/b&gt;</title>',
  )
  expect(text).toContain('class="tick bad" x1="11.5"')
  expect(text).toContain('<a href="#m7" tabindex="-1"><title>12.00 s: web-1 ended</title>')
  expect(lanes(failedInput(), WHOLE, [])).not.toMatch(/Engine|Log lines/)
})

test('a moment is in seconds, to hundredths', () => {
  expect(at(16_994)).toBe('16.99 s')
})
