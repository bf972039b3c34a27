import { expect, test } from 'vitest'
import type { Trial } from '../../bench/ledger.ts'
import { roundOf, usualMs } from '../../bench/round.ts'

const cases = ['a', 'b', 'c'].map((one) => ({ one, count: 20 }))
const namesOf = (seed: number): string =>
  roundOf(cases, seed)
    .map(({ one }) => one)
    .join('')

test('every case has its trials, numbered in the order of their turns', () => {
  const turns = roundOf(cases, 6)
  for (const { one, count } of cases) {
    const numbers = turns.filter((turn) => turn.one === one).map(({ trial }) => trial)
    expect(numbers).toEqual(Array.from({ length: count }, (_, k) => k + 1))
  }
})

test('the order is random: the same for a seed, another for another, and no case comes in one piece', () => {
  expect(namesOf(6)).toBe(namesOf(6))
  expect(namesOf(6)).not.toBe(namesOf(7))
  const changes = [...namesOf(6)].filter((name, k, all) => k > 0 && all[k - 1] !== name)
  // Of 59 neighbours two thirds differ by chance; in three pieces it would be two.
  expect(changes.length).toBeGreaterThan(20)
})

test('a case takes as long as it usually did', () => {
  const took = (wallMs: number, name = 'a'): Trial => ({ key: 'k', case: name, trial: 1, at: '', wallMs })
  expect(usualMs('a', [took(10), took(90), took(30), took(1, 'b')])).toBe(30)
  expect(usualMs('c', [took(10)])).toBe(55_000)
})
