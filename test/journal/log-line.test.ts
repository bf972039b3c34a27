import { describe, expect, test } from 'vitest'
import { linesWithin, readLine, timeOf } from '../../src/journal/log-line.ts'

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 250)

test.each([
  ['{"level":30,"time":"2026-01-02T03:04:05.250Z","msg":"x"}'],
  [`{"level":30,"time":${AT},"msg":"x"}`],
  [`{"ts":${AT / 1000},"msg":"x"}`],
  ['2026-01-02T03:04:05.250Z [NOTICE] x'],
  ['2026-01-02 03:04:05.250 UTC [16550] LOG:  x'],
  ['2026-01-02 03:04:05,250 x'],
  ['2026-01-02T04:04:05.250+01:00 {"time":"other"}'],
  ['[2026-01-02T03:04:05.250Z] x'],
])('it says when it was written: %s', (line) => {
  expect(timeOf(line)).toBeCloseTo(AT, 0)
})

test.each([['    at main (server.js:12)'], ['{"msg":"no time"}'], ['']])('no time: %s', (line) => {
  expect(timeOf(line)).toBeNull()
})

describe('what it says', () => {
  test.each([
    [
      '{"level":50,"time":1,"msg":"answered","method":"GET","path":"/x","status":500}',
      'answered GET /x 500',
      true,
      true,
    ],
    [
      '{"level":30,"msg":"answered","method":"GET","path":"/x","status":200}',
      'answered GET /x 200',
      false,
      true,
    ],
    [
      '{"level":40,"msg":"no queue","err":{"message":"connect ECONNREFUSED"}}',
      'no queue connect ECONNREFUSED',
      true,
      false,
    ],
    ['{"level":"info","message":"up"}', 'up', false, false],
    [
      '{"level":60,"time":"2026-01-02T03:04:05Z","err":{"type":"Error","message":"gone","stack":"Err',
      'gone',
      false,
      false,
    ],
    [
      '2026-01-02T03:04:05.250Z [WARNING] (8) : Server app/web-1 is DOWN',
      '[WARNING] (8) : Server app/web-1 is DOWN',
      true,
      false,
    ],
    ['2026-01-02T03:04:05.250Z {"level":30,"msg":"listening"}', 'listening', false, false],
  ])('%s', (line, text, bad, access) => {
    expect(readLine(line)).toEqual({ text, bad, access })
  })

  test('no secret of a URL or a setting is passed on', () => {
    const { text } = readLine(
      '{"msg":"DATABASE_URL postgres://shop:hunter2@db/x password=hunter2 token: hunter2"}',
    )
    expect(text).not.toContain('hunter2')
    expect(text).toContain('postgres://***@db/x')
  })

  test('a long one is cut', () => {
    expect(readLine('x'.repeat(5000)).text.length).toBeLessThan(310)
  })
})

test('only lines of the time are taken; one without a time goes with the line before it', () => {
  const text = [
    '    at nowhere',
    '2026-01-02T03:04:01.000Z early',
    '2026-01-02T03:04:05.000Z error: it broke',
    '    at main (server.js:12)',
    '2026-01-02T03:04:09.000Z late',
  ].join('\n')
  const zero = Date.UTC(2026, 0, 2, 3, 4, 0)
  const lines = linesWithin(text, 'web-1', { fromMs: 4000, toMs: 6000 }, (ms) => ms - zero)
  expect(lines.map(({ atMs, text: said }) => [atMs, said])).toEqual([
    [5000, 'error: it broke'],
    [5000, 'at main (server.js:12)'],
  ])
})

test('what is no plain value of a field says nothing, and does no harm', () => {
  const odd = '{"level":{"toString":1},"msg":{"valueOf":1,"toString":1},"status":[[]],"err":[],"method":{}}'
  expect(readLine(odd)).toEqual({ text: odd, bad: false, access: false })
  expect(readLine('{"msg":["a"],"err":{"message":{"a":1}},"level":"error"}')).toMatchObject({ bad: true })
  expect(timeOf(`{"time":${'9'.repeat(400)},"msg":"x"}`)).toBeNull()
})

test('of a line of megabytes, only its beginning is looked at', () => {
  const long = `{"level":50,"msg":"it broke","rest":"${'"msg":"\\'.repeat(400_000)}`
  expect(readLine(long).text).toBe('it broke')
})
