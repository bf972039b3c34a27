import { expect, test } from 'vitest'
import { parseTrafficLine } from '../../src/journal/traffic-line.ts'
import type { TrafficFormat } from '../../src/target/target.ts'

const FORMAT: TrafficFormat = {
  kind: 'json-lines',
  fields: { time: 't', durationMs: 'ms', status: 'code', instance: 'to', method: 'verb', path: 'url' },
}
const parse = (line: string) => parseTrafficLine(line, FORMAT, (wallMs) => wallMs - 1000)

test('a line is put on the run’s clock', () => {
  const line = '{"t":1500,"ms":4.5,"code":200,"to":"web-1","verb":"GET","url":"/products"}'
  expect(parse(line)).toEqual({
    startMs: 500,
    durationMs: 4.5,
    status: 200,
    instance: 'web-1',
    method: 'GET',
    path: '/products',
    attempts: [],
  })
  expect(parse('{"t":"1970-01-01T00:00:02Z","ms":1}')).toMatchObject({
    startMs: 1000,
    status: 0,
    instance: '',
  })
})

test.each([
  '{"t":15',
  'null',
  '[]',
  '{"t":"soon","ms":1}',
  '{"t":1,"ms":"long"}',
  '{"t":1,"ms":1,"code":"ok"}',
])('%s cannot be read', (line) => {
  expect(parse(line)).toBeNull()
})

test('what an edge says of a request without an answer is none', () => {
  expect(parse('{"t":1500,"ms":-1,"code":-1}')).toMatchObject({ durationMs: 0, status: 0 })
  expect(parse('{"t":1500,"ms":"4","code":"200"}')).toMatchObject({ durationMs: 4, status: 200 })
})

test.each([
  '{"t":1e300,"ms":1}',
  '{"t":1,"ms":1e999}',
  '{"t":1,"ms":-5}',
  '{"t":1,"ms":null}',
  '{"t":1,"ms":[]}',
  '{"t":1,"ms":1,"code":65736}',
  '{"t":1,"ms":1,"to":{"toString":1}}',
])('a number that cannot be is none: %s', (line) => {
  expect(parse(line)).toBeNull()
})
