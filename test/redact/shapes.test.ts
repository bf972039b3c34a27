import { describe, expect, it } from 'vitest'
import { shapeRanges } from '../../src/redact/shapes.ts'

const hiddenIn = (text: string): string[] => {
  const bytes = Buffer.from(text)
  return shapeRanges(bytes).map(({ start, end }) => bytes.subarray(start, end).toString())
}

describe('connection strings', () => {
  it.each([
    ['postgres://me:pw@127.0.0.1:5432/x', ['pw']],
    ['amqp://a:b%40c@h, redis://:only@h', ['b%40c', 'only']],
    ['postgres://me:p@ss@h/x', ['p@ss']],
    ['postgres://me:pa/ss@h/x', ['pa/ss']],
    ['host=db user=me password=pw port=5432', ['pw']],
    ['Server=db;User Id=me;Password=p w;', ['p']],
    ["password='p w' host=db", ['p w']],
    ['Endpoint=sb://x/;AccountKey=abc==;', ['abc==']],
  ])('%s', (text, passwords) => {
    expect(hiddenIn(text)).toEqual(passwords)
  })

  it.each([
    'http://127.0.0.1:80/a@b',
    'http://host/a:b@c',
    'http://h:8080',
    'http://me@h/',
    'postgres://u:{password}@h',
    'postgres://u:‹env PW›@h',
    'PWD=/srv/app',
  ])('nothing in %s', (text) => {
    expect(hiddenIn(text)).toEqual([])
  })
})

describe('headers and fields', () => {
  it.each([
    ['authorization: Bearer abc.def', ['Bearer abc.def']],
    ['authorization: Bearer abc status=200', ['Bearer abc']],
    ['Authorization: Digest username="u", nonce="n"\nx', ['Digest username="u", nonce="n"']],
    ['cookie: a=b; c=d path=/x', ['a=b; c=d']],
    ['"cookie":"a=b; c=d","x":1', ['a=b; c=d']],
    ['{\\"authorization\\":\\"Basic abc\\"}', ['Basic abc']],
    ["-H 'X-Api-Key: abc' http://h", ['abc']],
    ['["Cookie","a=b"]', ['a=b']],
    ['"set-cookie":["a=b"]', ['a=b']],
    ['{"password":"a\\"b","x":"y"}', ['a\\"b']],
    [':client_secret => "abc"', ['abc']],
    ['api_key := abc', ['abc']],
    ['--api-token abc --x', ['abc']],
    ['GET /login?token=abc&next=/', ['abc']],
    ['DB_PASSWORD=abc node x', ['abc']],
  ])('%s', (text, values) => {
    expect(hiddenIn(text)).toEqual(values)
  })

  it.each([
    '"token":null',
    'secret: false',
    'password=',
    'token: ***',
    'password=‹redacted›',
    'TOKEN="$TOKEN"',
    'PASSWORD=${PW}',
    '"token":12',
    'no token here',
    'the password is wrong',
    'tokens: 5',
    '--tokens 5',
    'set token x',
    '{"release":"1.0.0-leaks-secret","msg":"listening"}',
    '{"env":"leaks-secret", "msg":"listening"}',
    '["1.0.0-secret","more"]',
  ])('nothing in %s', (text) => {
    expect(hiddenIn(text)).toEqual([])
  })
})
