import { describe, expect, it } from 'vitest'
import { type Candidate, chooseRuns, placeOf } from '../../src/runbook/choose.ts'

const PLACE = { target: 'processes', environment: null }
const run = (day: number, parts: Candidate['parts'], more: Partial<Candidate> = {}): Candidate => ({
  run: `run-${day}`,
  drill: 'd',
  directory: `/reports/run-${day}`,
  startedAt: `2026-01-0${day}T00:00:00.000Z`,
  ...PLACE,
  parts,
  word: 'passed',
  summary: '',
  ...more,
})
const names = (candidates: Candidate[]) =>
  Object.fromEntries(
    Object.entries(chooseRuns(candidates, PLACE)).map(([part, one]) => [part, one?.run ?? null]),
  )

describe('the run that speaks for a part', () => {
  it('is the newest that rehearsed it', () => {
    const all = [run(1, ['rollout', 'rollback']), run(3, ['rollback']), run(2, ['rollback', 'triggers'])]
    expect(names(all)).toEqual({
      rollout: 'run-1',
      triggers: 'run-2',
      migration: null,
      rollback: 'run-3',
      'by-hand': null,
    })
  })

  it('is one that did not pass, where that is the newest: an older pass says nothing any more', () => {
    expect(names([run(1, ['rollback']), run(2, ['rollback'], { word: 'not-passed' })]).rollback).toBe('run-2')
  })

  it('is none that says nothing', () => {
    expect(names([run(1, ['rollback']), run(2, ['rollback'], { word: 'silent' })]).rollback).toBe('run-1')
  })

  it('is none of another target or environment', () => {
    const others = [
      run(2, ['rollback'], { target: 'compose' }),
      run(3, ['rollback'], { environment: 'staging' }),
    ]
    expect(names([run(1, ['rollback']), ...others]).rollback).toBe('run-1')
    expect(names(others).rollback).toBeNull()
  })
})

describe('the place of a runbook', () => {
  it('is that of the newest rollback that was decided', () => {
    const staging = run(2, ['rollback'], { environment: 'staging' })
    const silent = run(3, ['rollback'], { target: 'compose', word: 'silent' })
    expect(placeOf([run(1, ['rollback']), staging, silent, run(4, ['rollout'])])).toBe(staging)
  })

  it('is that of one that says nothing, where there is no other', () => {
    expect(placeOf([run(1, ['rollback'], { word: 'silent' })])?.target).toBe('processes')
    expect(placeOf([run(1, ['rollout'])])).toBeNull()
  })
})
