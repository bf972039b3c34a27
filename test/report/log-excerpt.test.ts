import { describe, expect, test } from 'vitest'
import { excerptOf, lineNear } from '../../src/report/log-excerpt.ts'
import { line } from '../verdict/diagnosis/build-diagnosis.ts'

describe('the excerpt of the logs', () => {
  test('is of ten seconds to both sides, in the order of time, and its lines count from 1', () => {
    const logs = [
      line('web-1', 31_000, 'b'),
      line('web-1', 9999, 'x'),
      line('edge', 12_000, 'a'),
      line('edge', 31_001, 'y'),
    ]
    const { lines } = excerptOf([...logs], 21_000)
    expect(lines.map(({ no, text }) => [no, text])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ])
  })

  test('leaves out good answers, and counts them', () => {
    const good = { bad: false, access: true }
    const logs = [
      line('web-1', 1000, 'GET /a 200', good),
      line('web-1', 1001, 'GET /b 500', { access: true }),
    ]
    const { lines, answers } = excerptOf(logs, 1000)
    expect(lines.map(({ text }) => text)).toEqual(['GET /b 500'])
    expect(answers).toBe(1)
  })

  test('has alike lines of one source once, until they come again later', () => {
    const at = (atMs: number, source = 'web-1') => line(source, atMs, `no connection to ${atMs}`)
    const { lines } = excerptOf([at(1000), at(1200), at(1900), at(1100, 'web-2'), at(2600)], 1000)
    expect(lines.map(({ source, atMs, times }) => [source, atMs, times])).toEqual([
      ['web-1', 1000, 3],
      ['web-2', 1100, 1],
      ['web-1', 2600, 1],
    ])
  })

  test('keeps what tells of something wrong, where there is too much', () => {
    const words = (k: number) => String.fromCharCode(97 + (k % 26)).repeat(1 + Math.floor(k / 26))
    const calm = Array.from({ length: 300 }, (_, k) => line('web-1', 1000 + k, words(k), { bad: false }))
    const wrong = line('web-2', 9000, 'panic')
    const { lines, leftOut } = excerptOf([...calm, wrong], 1000)
    expect(lines).toHaveLength(150)
    expect(leftOut).toBe(151)
    expect(lines.at(-1)?.text).toBe('panic')
  })

  test('of nothing is empty', () => {
    expect(excerptOf([], 1000)).toEqual({ aroundMs: 1000, lines: [], answers: 0, leftOut: 0 })
  })
})

describe('the line that may tell of a request', () => {
  const { lines } = excerptOf(
    [
      line('web-1', 1000, 'near', { bad: false }),
      line('web-1', 1400, 'wrong'),
      line('web-2', 1000, 'of another'),
      line('edge', 1010, 'of the edge'),
    ],
    1000,
  )
  const near = (instance: string | null, endMs: number) =>
    lineNear({ lines }, { instance, endMs })?.text ?? null

  test('is of its own instance, and what is wrong comes before what is near', () => {
    expect(near('web-1', 1000)).toBe('wrong')
    expect(near('web-2', 1000)).toBe('of another')
  })

  test('is of the edge where the instance said nothing, or none is known', () => {
    expect(near('web-3', 1000)).toBe('of the edge')
    expect(near(null, 1000)).toBe('of the edge')
    expect(near('', 1000)).toBe('of the edge')
  })

  test('is none where nobody said anything then', () => {
    expect(near('web-1', 9000)).toBeNull()
  })
})
