import { expect, test } from 'vitest'
import { guardLines } from '../../src/report/guard-lines.ts'

test('the one that stopped it, those that could not be seen, and the rest in one line', () => {
  const held = (guard: string) => ({ guard, outcome: 'held', atMs: null, restedOn: null }) as const
  const guards = [
    held('p95 above 2 s over 10 s'),
    { guard: 'uptime below 95 % over 10 s', outcome: 'stopped', atMs: 42_000, restedOn: '61 of 580 failed' },
    { guard: 'https://status.test says stop', outcome: 'not-seen', atMs: 500, restedOn: 'ECONNREFUSED' },
    held('the file STOP appears'),
  ] as const
  expect(guardLines({ guards: [...guards] })).toEqual([
    'guard uptime below 95 % over 10 s: stopped it at 42 s: 61 of 580 failed',
    'guard https://status.test says stop: could not be evaluated at 500 ms: ECONNREFUSED',
    'guards that held: p95 above 2 s over 10 s; the file STOP appears',
  ])
})

test('nothing where there is none', () => {
  expect(guardLines({})).toEqual([])
  expect(guardLines({ guards: [] })).toEqual([])
})
