import { expect, it } from 'vitest'
import { laxWords, nearestClauses } from '../../src/prove/lax.ts'
import { EXPECTATIONS } from '../../src/prove/sabotages.ts'
import { runWith } from './build-runs.ts'

const healthy = runWith(8).verdict

it('names the objective that let it through, with what it saw against what it allows', () => {
  expect(laxWords(runWith(412), healthy, EXPECTATIONS.delays)).toEqual([
    'Too lax: p95 below 5 s in calm saw 412 ms, and 8 ms without the sabotage; a bound between the two would tell.',
  ])
  expect(laxWords(runWith(8, 0.95), healthy, EXPECTATIONS.loses)).toEqual([
    'Too lax: uptime at least 50 % in calm saw 95 %, and 100 % without the sabotage; a bound between the two would tell.',
  ])
})

it('promises nothing of a bound where the sabotage made no difference', () => {
  expect(laxWords(runWith(7), healthy, EXPECTATIONS.delays)[0]).toMatch(/ms without the sabotage\.$/)
})

it('calls no objective lax that was not decided', () => {
  const run = runWith(412)
  const clauses = run.verdict.clauses.map((clause) => ({
    ...clause,
    verdict: 'inconclusive' as const,
    message: 'Too few.',
  }))
  expect(laxWords({ ...run, verdict: { clauses } }, healthy, EXPECTATIONS.delays)).toEqual([
    'p95 below 5 s in calm is not decided: Too few.',
  ])
})

it('names what is missing where no objective could see it', () => {
  expect(laxWords(runWith(8), healthy, EXPECTATIONS['loses-writes'])).toEqual([
    'Nothing in the drill judges whether acknowledged writes are stored: writes().lost(0) would.',
  ])
})

it('names the one that came nearest to its bound first', () => {
  const run = runWith(412)
  const both = { shows: () => true }
  expect(nearestClauses(run, both).map(({ indicator }) => indicator)).toEqual(['p95', 'uptime'])
  const failing = runWith(412, 0.6)
  expect(nearestClauses(failing, both).map(({ indicator }) => indicator)).toEqual(['uptime', 'p95'])
})
