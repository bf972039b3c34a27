import { describe, expect, it } from 'vitest'
import { compareRuns } from '../../src/compare/compare.ts'
import type { ComparedClause, Comparison } from '../../src/compare/comparison.ts'
import type { RunToCompare } from '../../src/compare/side.ts'
import { objective, p95Below150, uptimeThreeNines } from '../measure/build-record.ts'
import { interruptionBelow1s, type MadeRun, madeRun } from './made-runs.ts'
import { findingEvent } from './made-steps.ts'

const failuresAtMost9 = objective({ kind: 'failures' }, { op: 'atMost', value: 9 })
const TOLERANCE = { tolerance: 0.25 }
const one = (made: MadeRun) => [madeRun(made)]
const several = (count: number, from: number, made: Omit<MadeRun, 'seed'> = {}) =>
  Array.from({ length: count }, (_, k) => madeRun({ ...made, seed: from + k }))
const compared = (first: RunToCompare[], second: RunToCompare[]): Comparison =>
  compareRuns(first, second, TOLERANCE)
function clauseOf(comparison: Comparison, objective: string): ComparedClause {
  const found = comparison.clauses.find((clause) => clause.objective.startsWith(objective))
  if (!found) throw new Error(`no clause ${objective}`)
  return found
}

describe('one run against one', () => {
  it('sees no difference where there is none, and says what it could have seen', () => {
    const seen = compared(one({ seed: 1, seconds: 60 }), one({ seed: 2, seconds: 60 }))
    expect(seen).toMatchObject({ verdict: 'no-worse', exitCode: 0, tests: 2 })
    const p95 = clauseOf(seen, 'p95')
    expect(p95).toMatchObject({ finding: 'no-difference', basis: 'intervals', words: 'no difference seen' })
    expect(p95.values).toEqual({ first: 60, second: 60 })
    expect(p95.detail).toMatch(/Could see one of [\d.]+ ms or more\./)
    expect(p95.couldSee).toBeGreaterThan(0)
  })

  it('cries wolf in fewer than one of twenty comparisons', () => {
    const runs = several(41, 100)
    const alarms = runs.slice(1).filter((run, k) => {
      const { clauses } = compared([runs[k]!], [run])
      return clauses.some(({ finding }) => finding === 'worse' || finding === 'better')
    })
    expect(alarms.length).toBeLessThanOrEqual(2)
  })

  it('sees what became twice as slow, by how much, and that the other way round is better', () => {
    const [fast, slow] = [one({ seed: 1 }), one({ seed: 2, medianMs: 20 })]
    const seen = compared(fast, slow)
    expect(seen).toMatchObject({ verdict: 'worse', exitCode: 1 })
    const p95 = clauseOf(seen, 'p95')
    expect(p95.finding).toBe('worse')
    expect(p95.words).toMatch(/^worse by 1\d(\.\d)? ms$|^worse by \d(\.\d+)? ms$/)
    expect(p95.ratio?.estimate).toBeCloseTo(2, 0)
    expect(p95.ratio?.low).toBeGreaterThan(1.25)
    expect(p95.larger).toBeGreaterThan(0.95)
    // The smallest of two: Holm doubles it.
    expect((p95.correctedP ?? 0) / (p95.p ?? 1)).toBeCloseTo(2, 6)
    expect(seen.summary).toContain('p95 below 150 ms in calm: worse by')
    expect(clauseOf(compared(slow, fast), 'p95').finding).toBe('better')
  })

  it('does not call worse what is slower by a tenth, however sure it is', () => {
    const seen = compared(one({ seed: 1, seconds: 200 }), one({ seed: 2, seconds: 200, medianMs: 11 }))
    const p95 = clauseOf(seen, 'p95')
    expect(p95.finding).toBe('no-difference')
    expect(p95.difference?.estimate).toBeGreaterThan(0)
    const exact = compareRuns(one({ seed: 1, seconds: 200 }), one({ seed: 2, seconds: 200, medianMs: 11 }), {
      tolerance: 0,
    })
    expect(clauseOf(exact, 'p95').finding).toBe('worse')
  })

  it('sees failures that came, in the words of the objective', () => {
    const seen = compared(one({ seed: 1 }), one({ seed: 2, failing: 0.02 }))
    const uptime = clauseOf(seen, 'uptime')
    expect(uptime).toMatchObject({ finding: 'worse', unit: 'ratio', first: 1 })
    expect(uptime.difference?.estimate).toBeLessThan(-0.01)
    expect(uptime.larger).toBeLessThan(0.5)
    expect(clauseOf(compared(one({ seed: 2, failing: 0.02 }), one({ seed: 1 })), 'uptime').finding).toBe(
      'better',
    )
  })

  it('has too little to say of short windows', () => {
    const seen = compared(one({ seed: 1, seconds: 3 }), one({ seed: 2, seconds: 3 }))
    expect(seen).toMatchObject({ verdict: 'too-little-data', exitCode: 2 })
  })

  it('shows what has one value a run, and does not judge it', () => {
    const more = { expect: [interruptionBelow1s] }
    const seen = compared(one({ seed: 1, more }), one({ seed: 2, more }))
    const clause = clauseOf(seen, 'longest interruption')
    expect(clause).toMatchObject({ finding: 'too-little-data', basis: 'none', p: null })
    expect(clause.detail).toBe(
      '+0 ms; one value each: too little to tell chance from change. 4 runs a side would do (--repeat).',
    )
  })

  it('takes the same count of what is counted for no difference, and another one for too little', () => {
    const more = { expect: [failuresAtMost9] }
    const [none, alike] = [one({ seed: 1, more }), one({ seed: 2, more })]
    expect(clauseOf(compared(none, alike), 'failed requests')).toMatchObject({
      finding: 'no-difference',
      p: null,
    })
    const some = one({ seed: 3, failing: 0.001, more })
    expect(clauseOf(compared(none, some), 'failed requests').finding).toBe('too-little-data')
  })

  it('corrects for what can be tested only', () => {
    const more = { expect: [p95Below150, uptimeThreeNines, interruptionBelow1s, failuresAtMost9] }
    const seen = compared(one({ seed: 1, more }), one({ seed: 2, more }))
    expect([seen.clauses.length, seen.tests]).toEqual([4, 2])
  })

  it('gives no word on what the instruments were not to be trusted for', () => {
    const broken = madeRun({ seed: 2, more: { loadEnd: { asked: false, exitCode: 1 } } })
    const seen = compared(one({ seed: 1 }), [broken])
    expect(clauseOf(seen, 'p95')).toMatchObject({ finding: 'too-little-data', p: null })
    expect(clauseOf(seen, 'p95').detail).toMatch(/^Not to be trusted: run-2 \(instrument-unhealthy\)/)
  })
})

describe('several runs against several', () => {
  it('compares values of whole runs where there are enough of them', () => {
    const seen = compared(several(6, 1), several(6, 11))
    expect(clauseOf(seen, 'p95')).toMatchObject({ basis: 'runs', values: { first: 6, second: 6 } })
    expect(seen.verdict).toBe('no-worse')
    const slower = compared(several(6, 1), several(6, 11, { medianMs: 15 }))
    expect(clauseOf(slower, 'p95')).toMatchObject({ finding: 'worse', basis: 'runs' })
  })

  it('does not take what runs differ by among themselves for a change', () => {
    const atSpeeds = (from: number, speeds: number[]) =>
      speeds.map((medianMs, k) => madeRun({ seed: from + k, medianMs }))
    const among = clauseOf(compared(atSpeeds(1, [10, 20]), atSpeeds(11, [18, 40])), 'p95')
    expect(among.correctedP).toBeLessThan(0.05)
    expect(among.finding).toBe('too-little-data')
    expect(among.detail).toContain('the runs of the two sides lie among one another')
    const wide = atSpeeds(21, [31, 29])
    const calm = several(2, 31, { medianMs: 8 })
    expect(clauseOf(compared(calm, wide), 'p95')).toMatchObject({ finding: 'worse', basis: 'intervals' })
  })

  it('sees a quarter of all lost, of which the objective allows a hundredth', () => {
    const good = objective({ kind: 'metric', name: 'good', stat: 'rate' }, { op: 'atLeast', value: 0.99 })
    const runs = (from: number, badOf: number) => {
      const metrics = Array.from({ length: 120 }, (_, k) => ({
        atMs: 5000 + k * 250,
        metric: 'good',
        value: k % badOf === 0 ? 0 : 1,
      }))
      return several(6, from, { more: { expect: [good], metrics } })
    }
    const [well, ill] = [runs(1, 1000), runs(11, 4)]
    expect(clauseOf(compared(well, ill), 'metric good')).toMatchObject({ finding: 'worse', basis: 'runs' })
    expect(clauseOf(compared(well, runs(21, 1000)), 'metric good').finding).toBe('no-difference')
  })

  it('leaves out what not every run has, and says so', () => {
    const other = madeRun({ seed: 3, more: { expect: [interruptionBelow1s] } })
    const seen = compared(one({ seed: 1 }), [other])
    expect(seen).toMatchObject({ clauses: [], verdict: 'too-little-data', exitCode: 2 })
    expect(seen.leftOut).toContain(
      'p95 below 150 ms in calm: not in every run (1 of 1 of the first side, 0 of 1 of the second)',
    )
  })

  it('is never no worse while a clause was left out', () => {
    const more = { expect: [p95Below150, uptimeThreeNines, failuresAtMost9] }
    expect(compared(several(6, 1), several(6, 11)).exitCode).toBe(0)
    const seen = compared(several(6, 1), several(6, 11, { more }))
    expect(seen).toMatchObject({ verdict: 'too-little-data', exitCode: 2 })
    expect(seen.summary).toMatch(/ 1 was left out\.$/)
    expect(seen.leftOut).toEqual([
      'failed requests at most 9 in calm: not in every run (0 of 6 of the first side, 6 of 6 of the second)',
    ])
  })

  it('is never no worse while a run of the second side was stopped, and worse stays worse', () => {
    const stopped = { first: [], second: [{ id: 'run-9', run: 'aborted' as const }] }
    const calm = compareRuns(several(6, 1), several(6, 11), { ...TOLERANCE, stopped })
    expect(calm).toMatchObject({ verdict: 'too-little-data', exitCode: 2, leftOut: ['run-9: aborted'] })
    expect(calm.summary).toMatch(/ run-9 of the second side was aborted: that may be what became worse\.$/)
    const slower = compareRuns(several(6, 1), several(6, 11, { medianMs: 20 }), { ...TOLERANCE, stopped })
    expect(slower).toMatchObject({ verdict: 'worse', exitCode: 1, leftOut: ['run-9: aborted'] })
  })

  it('tells a stopped run that says nothing of what became worse, and decides nothing by it', () => {
    const stopped = {
      first: [{ id: 'run-8', run: 'errored' as const }],
      second: [{ id: 'run-9', run: 'interrupted' as const }],
    }
    const seen = compareRuns(several(6, 1), several(6, 11), { ...TOLERANCE, stopped })
    expect(seen).toMatchObject({ verdict: 'no-worse', exitCode: 0 })
    expect(seen.leftOut).toEqual(['run-8: errored', 'run-9: interrupted'])
    expect(seen.summary).not.toContain('left out')
  })

  it('tells what broke in the first seconds of a phase that became longer', () => {
    const more = {
      phases: [{ name: 'calm', durationMs: 12_000, plannedMs: 6000 }],
      faults: [{ window: 'calm', instantMs: 6000 }],
    }
    const [fast, slow] = [10, 300].map((medianMs) => one({ seed: 1, seconds: 12, medianMs, more }))
    expect(compared(fast ?? [], slow ?? []).leftOut).toEqual([
      expect.stringMatching(/^p95 below 150 ms in calm \(first 6 s\): .* broke in 1 /),
    ])
  })

  it('is worse where an instance no longer ends as it should, whatever the values are', () => {
    const ends = 'web-1 ends with exit code 0 within 45 s'
    const ending = (from: number, holds: boolean) =>
      several(6, from, { more: { events: [findingEvent(ends, holds)] } })
    const seen = compared(ending(1, true), ending(11, false))
    expect(seen).toMatchObject({ verdict: 'worse', exitCode: 1, tests: 2 })
    expect(seen.summary).toContain(`${ends} in calm: worse, as it broke.`)
    expect(clauseOf(seen, 'p95').finding).toBe('no-difference')
    expect(compared(ending(1, true), ending(11, true))).toMatchObject({ verdict: 'no-worse', exitCode: 0 })
    const mixed = [...ending(11, true).slice(1), ...ending(21, false).slice(5)]
    expect(compared(ending(1, true), mixed)).toMatchObject({ verdict: 'too-little-data', exitCode: 2 })
  })
})

it('gives the same each time', () => {
  const again = () => compared(one({ seed: 1 }), one({ seed: 2, medianMs: 14 }))
  expect(again()).toEqual(again())
})
