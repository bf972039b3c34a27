import { expect, test } from 'vitest'
import { lanes } from '../../../src/report/html/lanes.ts'
import { judge } from '../../../src/verdict/judge.ts'
import { measured } from '../../verdict/build-measurements.ts'
import { stretch, table } from '../../verdict/build-releases.ts'
import { ranToEnd } from '../../verdict/build-run.ts'
import { failedInput } from '../build-input.ts'

test('a lane for each instance: ready, not ready, down, wrong', () => {
  const web1 = table(
    'web-1',
    stretch(0, 10_000),
    stretch(10_000, 20_000, { ready: 503 }),
    stretch(20_000, 30_000, { alive: false, release: null }),
    stretch(30_000, 30_001, { judged: 'false-ready' }),
  )
  const { instances, ...verdict } = judge(ranToEnd(), measured({ states: [web1, table('web-2')] }), {
    strict: false,
  })
  const svg = lanes({ ...verdict, instances }, (second) => second * 10, 1000)
  const bars = [...svg.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="\d+" width="([\d.]+)"/g)]
  expect(bars.map(([, is, x, width]) => [is, x, width])).toEqual([
    ['up', '0', '100.0'],
    ['unready', '100', '100.0'],
    ['down', '200', '100.0'],
    ['wrong', '300', '0.5'],
  ])
  expect(svg).toContain('<title>web-1 on 1.0.0: ready, 0.0–10.0 s</title>')
  expect(svg).toContain('<title>web-1: down, 20.0–30.0 s</title>')
  expect(svg).toContain('viewBox="0 0 1000 32"')
})

test('none where nobody watched', () => {
  expect(lanes(failedInput().verdict, (second) => second, 1000)).toBe('')
})
