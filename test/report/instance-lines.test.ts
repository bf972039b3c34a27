import { expect, test } from 'vitest'
import { instanceLines } from '../../src/report/instance-lines.ts'
import { judge } from '../../src/verdict/judge.ts'
import { measured } from '../verdict/build-measurements.ts'
import { stretch, table } from '../verdict/build-releases.ts'
import { ranToEnd } from '../verdict/build-run.ts'

const lines = (...states: ReturnType<typeof table>[]) =>
  instanceLines(judge(ranToEnd(), measured({ states, looks: 1412 }), { strict: false }))

test('one line where all was right, none where nobody watched', () => {
  expect(lines(table('web-1', stretch(0, 9000)))).toEqual([
    'what each instance said was right at every moment (1,412 looks)',
  ])
  expect(lines()).toEqual([])
})

test('where nobody looked for a while, nothing is said of that while', () => {
  const whole = table('web-1', stretch(0, 4000), stretch(4000, 9000))
  const holed = table(
    'web-2',
    stretch(0, 2000),
    stretch(4500, 6000),
    stretch(6000, 8000),
    stretch(10_500, 12_000),
  )
  expect(lines(whole, holed)).toEqual([
    'what each instance said was right at every look (1,412 looks); nobody looked for 5 s',
  ])
  const lied = stretch(4500, 5000, { judged: 'false-ready', serves: false })
  expect(lines(table('web-1', stretch(0, 2000), lied)).at(-1)).toBe(
    'nobody looked at the instances for 2.5 s',
  )
})

test('where no instance could be asked directly, nothing is said of whether it could serve', () => {
  const told = stretch(0, 9000, { judged: 'unknown' })
  const words = 'whether an instance that said it was ready could serve was not seen of web-1'
  expect(lines(table('web-1', told), table('web-2', stretch(0, 9000)))).toEqual([
    `what each instance said was right at every moment (1,412 looks); ${words}`,
  ])
  const sick = stretch(9000, 9500, { judged: 'unhealthy', health: 503 })
  expect(lines(table('web-1', told, sick)).at(-1)).toBe(words)
})

test('else what was wrong, by time, stretches that touch as one', () => {
  const lied = stretch(4000, 5000, { judged: 'false-ready', serves: false })
  const web1 = table('web-1', stretch(0, 4000), lied, {
    ...lied,
    startMs: 5000,
    endMs: 6200,
    failing: ['database'],
  })
  const shy = stretch(1000, 4000, { judged: 'false-unready', ready: null })
  const dead = stretch(8000, 9000, { judged: 'unhealthy', alive: false, health: 503, failing: ['queue'] })
  expect(lines(web1, table('web-2', shy, dead))).toEqual([
    'web-2 served and did not say that it was ready for 3 s, from 1 s of the run on (ready no answer, health 200, a request was served)',
    'web-1 said that it was ready and could not serve for 2.2 s, from 4 s of the run on (ready 200, health 200, a request was not served)',
    'web-2 lived and did not say that it was healthy for 1 s, from 8 s of the run on (ready 200, health 503, a request was served, nothing of it lived, failing: queue)',
    'nobody looked at the instances for 4 s',
  ])
})

test('a person is not shown hundreds', () => {
  const many = Array.from({ length: 60 }, (_, k) =>
    stretch(k * 100, k * 100 + 100, { judged: k % 2 === 0 ? 'unhealthy' : 'right' }),
  )
  const shown = lines(table('web-1', ...many))
  expect(shown).toHaveLength(13)
  expect(shown.at(-1)).toBe('18 more such times')
})
