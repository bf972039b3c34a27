import { expect, test } from 'vitest'
import { timelineOf } from '../../../../src/report/html/timeline/timeline.ts'
import { diagnosedInput, failedInput, passedInput, shippedInput } from '../../build-input.ts'

test('phases are behind, marks before, and each mark has its number and its row', () => {
  const { markup } = timelineOf(diagnosedInput())
  expect(markup).toContain(
    '<rect class="phase1" x="10" y="0" width="30" height="1"><title>lost</title></rect>',
  )
  expect(markup).toContain('<line class="kind-fault" x1="11" x2="11" y1="0" y2="1"/>')
  const flags = [...markup.matchAll(/class="flag kind-(\w+)" href="#(m\d+)"/g)]
  expect(flags.map(([, kind]) => kind)).toEqual(['fault', 'breach', 'breach'])
  for (const [, , anchor] of flags) expect(markup).toContain(`<tr id="${anchor}"`)
})

test('it says what it is opened at', () => {
  expect(timelineOf(diagnosedInput()).markup).toContain(
    'before and after the first breach, at 11.00 s of the run',
  )
  expect(timelineOf(failedInput()).markup).toContain(
    'before and after the first fault, at 11.00 s of the run',
  )
})

test('a chart is an image with a name that tells its totals', () => {
  const { markup, charts } = timelineOf(failedInput())
  expect(charts.map(({ id }) => id)).toEqual(['chart-good', 'chart-bad', 'chart-latency'])
  for (const { id } of charts)
    expect(markup).toMatch(
      new RegExp(`<div id="${id}" class="plot" role="img" aria-label="[^"]*lost: 6,212 requests, 2 failed`),
    )
})

test('bounds of latency are drawn where an objective has one', () => {
  const { charts } = timelineOf(failedInput())
  expect(charts.map(({ spec }) => spec.y.limits)).toEqual([[], [], [150]])
  const input = passedInput()
  const measurements = { ...input.measurements, indicators: [] }
  expect(timelineOf({ ...input, measurements }).charts[2]?.spec.y.limits).toEqual([])
})

test('without the chart library it says so, and the rest is there', () => {
  const { markup } = timelineOf(passedInput())
  expect(markup).toContain('The charts were left out')
  expect(markup).not.toContain('class="plot"')
  expect(markup).toContain('class="row lane"')
})

test('releases are marks too', () => {
  const { markup } = timelineOf(shippedInput())
  expect(markup).toContain('class="row lane"')
  expect(markup.match(/data-view="part"/g)).toHaveLength(3)
})

test('nothing of it needs a style attribute, which the policy forbids', () => {
  expect(timelineOf(shippedInput()).markup).not.toMatch(/\sstyle=/)
})
