import { describe, expect, it } from 'vitest'
import { parseMoved, parseStatus } from '../../../src/target/app/migration-status.ts'

describe('what a status command prints', () => {
  it.each([
    ['{"pending":["a"],"applied":["z"]}', ['z'], [{ name: 'a', destructive: null }]],
    [
      '{"pending":[{"name":"a","destructive":true,"by":"me"}],"more":1}',
      [],
      [{ name: 'a', destructive: true }],
    ],
    ['{"pending":[{"name":"a"},{"name":"b","destructive":null}]}\n', [], [none('a'), none('b')]],
    ['0001_a\n 0002_b.sql\n', [], [none('0001_a'), none('0002_b.sql')]],
    ['', [], []],
    ['\n', [], []],
  ])('is read: %j', (stdout, applied, pending) => {
    expect(parseStatus(stdout)).toEqual({ applied, pending })
  })

  it.each([
    'Nothing to migrate.',
    '0001_a\nand one more',
    '{"applied":[]}',
    '{"pending":[1]}',
    '{"pending":[{"destructive":true}]}',
    '{"pending":',
    '["a"]',
    '"a"',
  ])('is not guessed at: %j', (stdout) => {
    expect(parseStatus(stdout)).toBeNull()
  })
})

it('tells what was moved, where it says so', () => {
  expect(parseMoved('{"moved":["a"],"command":"up"}\n')).toEqual(['a'])
  expect(parseMoved('migrating a\n{"moved":[]}\n')).toEqual([])
  for (const stdout of ['', 'done', '{"moved":1}', '{}', '["a"]']) expect(parseMoved(stdout)).toBeNull()
})

function none(name: string) {
  return { name, destructive: null }
}
