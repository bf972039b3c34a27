/** The order is the seed's, and every trial is in it once. */
import { expect, test } from 'vitest'
import { cases } from '../../../bench/accuracy/cases.ts'
import { type Planned, planOf } from '../../../bench/accuracy/schedule.ts'
import { TOOLS } from '../../../bench/accuracy/tools.ts'

const named = (planned: readonly Planned[]): string[] =>
  planned.map(({ tool, case: one, run }) => `${tool} ${one.name} ${run}`)

test('every tool gets every case in every run, once', () => {
  const all = named(planOf(TOOLS, cases, 3, 1))
  expect(new Set(all).size).toBe(TOOLS.length * cases.length * 3)
  expect(all).toHaveLength(TOOLS.length * cases.length * 3)
})

test('the same seed gives the same order, another one another', () => {
  const order = (seed: number) => named(planOf(TOOLS, cases, 2, seed))
  expect(order(1)).toEqual(order(1))
  expect(order(1)).not.toEqual(order(2))
  expect(order(1).toSorted()).toEqual(order(2).toSorted())
})

test('a run has the same seed for every tool, and another run another', () => {
  const all = planOf(TOOLS, cases.slice(0, 2), 2, 7)
  const seeds = Map.groupBy(all, ({ run }) => run)
  for (const [run, of] of seeds) expect(new Set(of.map(({ seed }) => seed))).toEqual(new Set([7000 + run]))
})
