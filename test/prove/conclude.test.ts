import { describe, expect, it } from 'vitest'
import { conclude, isBeyondVerdict } from '../../src/prove/conclude.ts'
import type { SabotageProof } from '../../src/prove/proof.ts'
import { PROVEN, proofOf } from './build-runs.ts'

const of = (...sabotages: SabotageProof[]) => conclude({ ...PROVEN, sabotages })
const through = proofOf({ sabotage: 'loses', outcome: 'let-through', by: null, exitCode: 0 })
const undecided = proofOf({ sabotage: 'loses', outcome: 'undecided', by: null, exitCode: 2 })
const notApplicable = proofOf({
  sabotage: 'version-lies',
  outcome: 'not-applicable',
  by: null,
  exitCode: null,
})
const withstood = proofOf({ sabotage: 'no-retries', outcome: 'withstood', by: null, exitCode: 0 })

describe('a proof', () => {
  it('trusts a drill that caught all that applies', () => {
    expect(of(proofOf(), withstood, notApplicable)).toMatchObject({
      trusted: true,
      exitCode: 0,
      summary: 'kill-node can be trusted: it caught 1 of 2; the app withstood no-retries.',
    })
  })

  it('does not trust one that let something through, whatever else could not be decided', () => {
    expect(of(proofOf(), through, { ...undecided, sabotage: 'delays' })).toMatchObject({
      trusted: false,
      exitCode: 1,
      summary: 'kill-node cannot be trusted: it caught 1 of 3 and let loses through.',
    })
  })

  it('is not decided while one is not', () => {
    expect(of(proofOf(), undecided)).toMatchObject({
      trusted: false,
      exitCode: 2,
      summary: 'kill-node caught 1 of 2; it could not be told of loses.',
    })
  })

  it('proves nothing where nothing was there to be caught', () => {
    expect(of(withstood)).toMatchObject({ trusted: false, exitCode: 2 })
    expect(of(notApplicable)).toMatchObject({ trusted: false, exitCode: 2 })
  })

  it('ends early where the drill does not pass on the app as it is', () => {
    const healthy = { passed: false, summary: 'Failed: p95.', run: 'reports/h', exitCode: 1 }
    expect(conclude({ ...PROVEN, healthy })).toMatchObject({
      trusted: false,
      exitCode: 2,
      summary: 'Nothing is proven: kill-node does not pass on the app as it is. Failed: p95.',
    })
    expect(conclude({ ...PROVEN, healthy: { ...healthy, exitCode: 3 } }).exitCode).toBe(3)
  })

  it('ends with the code of a run that the harness or a signal ended', () => {
    expect(of(through, { ...undecided, exitCode: 130 }).exitCode).toBe(130)
    expect(of({ ...undecided, exitCode: 70 }).exitCode).toBe(70)
    expect(of({ ...proofOf(), exitCode: 143 }).exitCode).toBe(143)
    // A sabotage may end its run so, and be caught all the same.
    expect(of({ ...proofOf(), exitCode: 70 }).exitCode).toBe(0)
  })

  it('says that something was left behind, unless that is what the sabotage is', () => {
    expect(of(proofOf({ exitCode: 3 })).exitCode).toBe(3)
    expect(of(proofOf({ sabotage: 'noop-heal', exitCode: 3 })).exitCode).toBe(0)
  })
})

it.each([
  [0, false],
  [1, false],
  [2, false],
  [3, true],
  [70, true],
  [143, true],
])('%d is beyond a verdict: %s', (code, beyond) => {
  expect(isBeyondVerdict(code)).toBe(beyond)
})
