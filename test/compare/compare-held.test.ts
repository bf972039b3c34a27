import { describe, expect, it } from 'vitest'
import { compareHeld } from '../../src/compare/compare-held.ts'
import type { RunToCompare } from '../../src/compare/side.ts'
import type { RecordInput } from '../measure/build-record.ts'
import { madeRun } from './made-runs.ts'
import { conditionEvent, findingEvent, startedEvent, stepEvents } from './made-steps.ts'

const ENDS = 'web-1 ends with exit code 0 within 45 s'
const run = (seed: number, more: Partial<RecordInput>): RunToCompare => madeRun({ seed, seconds: 8, more })
const ending = (...ends: (boolean | null)[]) =>
  ends.map((holds, seed) => run(seed, { events: [findingEvent(ENDS, holds)] }))
const found = (first: RunToCompare[], second: RunToCompare[]) =>
  compareHeld(first, second).clauses.map(({ objective, finding }) => [objective, finding])

describe('what holds or does not', () => {
  it('is worse where it held in every run and then in none, with the words of its clause', () => {
    const [clause] = compareHeld(ending(true, true), ending(false, false)).clauses
    expect(clause).toMatchObject({
      objective: ENDS,
      window: 'calm',
      finding: 'worse',
      words: 'worse, as it broke',
      first: 1,
      second: 0,
      values: { first: 2, second: 2 },
      detail: `Held in 2 of 2 and 0 of 2 runs. run-0: Not so: ${ENDS} (exit code 143).`,
    })
    expect(found(ending(false), ending(true))).toEqual([[ENDS, 'better']])
  })

  it('is no different where all runs are alike, and undecided where runs of a side differ', () => {
    expect(found(ending(true, true), ending(true))).toEqual([[ENDS, 'no-difference']])
    expect(found(ending(false), ending(false))).toEqual([[ENDS, 'no-difference']])
    const [mixed] = compareHeld(ending(true, true), ending(true, false)).clauses
    expect(mixed).toMatchObject({ finding: 'too-little-data', first: 1, second: 0.5 })
    expect(mixed?.detail).toMatch(/^Held in 2 of 2 and 1 of 2 runs\. Runs of one side differ.*run-1: Not so/)
  })

  it('is undecided where it could not be seen', () => {
    const [clause] = compareHeld(ending(true), ending(false, null)).clauses
    expect(clause).toMatchObject({ finding: 'too-little-data', detail: 'Not known of run-1 (not-seen).' })
  })

  it('is told of conditions and the steady state where one was broken, and else left unsaid', () => {
    const well = [run(1, { events: [conditionEvent(true)] })]
    const ill = [run(2, { events: [conditionEvent(false)], steady: { after: false } })]
    expect(found(well, ill)).toEqual([
      ['clients have recovered within 1 min', 'worse'],
      ['steady state holds after the drill', 'worse'],
    ])
    expect(compareHeld(well, well)).toEqual({ clauses: [], leftOut: [] })
  })

  it('is the same of another instance', () => {
    const of = (name: string, holds: boolean) => [
      run(1, { events: [startedEvent('web-1', 'web-2'), findingEvent(`${name} ends well`, holds)] }),
    ]
    expect(found(of('web-1', true), of('web-2', false))).toEqual([['web-1 ends well', 'worse']])
  })

  it('held where a step was done that speaks only of what is broken', () => {
    const path = 'steps[1]'
    const restarted = [run(1, { events: stepEvents(path, 'done') })]
    const notYet = [run(2, {})]
    const stuck = [
      run(3, { events: [...stepEvents(path, 'unmet'), findingEvent('web-1 starts again', false, path)] }),
    ]
    expect(found(restarted, stuck)).toEqual([['web-1 starts again', 'worse']])
    expect(compareHeld(notYet, stuck)).toEqual({
      clauses: [],
      leftOut: [
        "web-1 starts again in calm: not in every run (0 of 1 of the first side, 1 of 1 of the second); it broke in 1 of the second side's",
      ],
    })
  })
})
