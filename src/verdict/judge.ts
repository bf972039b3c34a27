import type { RunRecord } from '../journal/record.ts'
import type { Measurements } from '../measure/measurements.ts'
import { judgeClauses } from './clauses.ts'
import { breachesOf } from './diagnosis/breaches.ts'
import type { Breach } from './diagnosis/scene.ts'
import { endingOf } from './ending.ts'
import { exitCode } from './exit-code.ts'
import { faultsSeen, instrumentsSeen, outagesSeen, releasesSeen, windowsSeen } from './facts.ts'
import { blastRadiusAgreed, guardsSeen } from './guards.ts'
import { ledgerSeen } from './ledger-facts.ts'
import { overallOf } from './overall.ts'
import { deploysSeen, instancesSeen, rollbacksSeen, stopsSeen } from './release-facts.ts'
import { VERDICT_FORMAT, type Verdict } from './schema.ts'
import { steadySeen } from './steady.ts'
import { summaryOf } from './summary.ts'

export interface JudgeOptions {
  /** Take proven passes only: an observed one is inconclusive, `not-proven`. */
  strict: boolean
}

/**
 * The verdict on a stored run. Pure: the same record, measurements and options give the same verdict, to the byte
 * when written by `canonicalVerdict`. Never throws for what a run did, however broken it is.
 */
export function judge(record: RunRecord, measurements: Measurements, options: JudgeOptions): Verdict {
  return judgeWithBreaches(record, measurements, options).verdict
}

export interface Judged {
  verdict: Verdict
  /** What failed, in the order in which it broke: what `diagnose` begins with. */
  breaches: Breach[]
}

export function judgeWithBreaches(
  record: RunRecord,
  measurements: Measurements,
  options: JudgeOptions,
): Judged {
  const clauses = judgeClauses(record, measurements, options)
  const breaches = breachesOf(record, measurements, clauses)
  return { verdict: verdictOf(record, measurements, options, { clauses, breaches }), breaches }
}

function verdictOf(
  record: RunRecord,
  measurements: Measurements,
  options: JudgeOptions,
  { clauses, breaches }: { clauses: Verdict['clauses']; breaches: readonly Breach[] },
): Verdict {
  const { header, drill } = record
  const ending = endingOf(record)
  const verdict = overallOf(clauses, ending.run)
  return {
    format: VERDICT_FORMAT,
    verdict,
    run: ending.run,
    cleanup: ending.cleanup,
    clauses,
    exitCode: exitCode({ ...ending, verdict }),
    summary: summaryOf({ verdict, clauses, first: breaches[0] ?? null, ending, measurements }),
    id: header.run,
    drill: drill.name,
    params: drill.params,
    target: header.target,
    environment: header.environment,
    seed: header.seed,
    strict: options.strict,
    attempt: header.attempt,
    startedAt: new Date(header.zeroWallMs).toISOString(),
    durationMs: ending.durationMs,
    commit: header.commit,
    versions: header.versions,
    reason: ending.reason,
    left: ending.left,
    windows: windowsSeen(measurements),
    faults: faultsSeen(measurements),
    outages: outagesSeen(measurements),
    releases: releasesSeen(record),
    deploys: deploysSeen(measurements),
    rollbacks: rollbacksSeen(measurements),
    stops: stopsSeen(measurements),
    instances: instancesSeen(measurements),
    looks: measurements.looks,
    ledger: ledgerSeen(measurements),
    steady: steadySeen(measurements),
    ...guardsSeen(record),
    ...blastRadiusAgreed(record),
    instruments: instrumentsSeen(measurements),
  }
}
