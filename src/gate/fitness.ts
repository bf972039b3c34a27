/** What speaks against a run by its whole record: is it whole, does it say the same again, what is it of, did it pass? Pure. */
import type { GateRequirement } from '../config/gate-policy.ts'
import type { RunRecord } from '../journal/record.ts'
import type { Measurements } from '../measure/measurements.ts'
import { canonicalVerdict } from '../verdict/canonical.ts'
import { judge } from '../verdict/judge.ts'
import type { Verdict } from '../verdict/schema.ts'
import { clauseWords } from '../verdict/steady.ts'
import { type AskedArtifact, isOfAnother, misfit, type RanArtifact, ranArtifact } from './artifact.ts'
import type { Unfit } from './decision.ts'
import { lackedOf } from './expected.ts'
import { toldVerdict } from './told-verdict.ts'

export interface JudgedAgain {
  /** Its files are as they were sealed, or were never sealed: a record that was altered is not read at all. */
  record: RunRecord
  sealed: boolean
  /** `verdict.json` as it lies there; null: there is none. */
  stored: string | null
  /** Files that decide what the drill asks for, and are others now. */
  changed: readonly string[]
  /** What of these its record should hold, and does not: `drill`, `load script`. */
  undigested: readonly string[]
  measurements: Measurements
  /** Judged again, as strictly as the stored one. */
  verdict: Verdict
}

export type Fitness =
  | { kind: 'counts'; ran: RanArtifact | string }
  /** The drill failed, and it is not known that it was on another artifact. Reasons: what else is wrong with its record. */
  | { kind: 'failed'; ran: RanArtifact | string; reasons: Unfit[] }
  /** In its place: what is left of its record does not tell whether it failed. */
  | { kind: 'doubtful'; ran: RanArtifact | string; reasons: Unfit[] }
  | { kind: 'unfit'; ran: RanArtifact | string; reasons: Unfit[] }

/**
 * `screened`: what speaks against it already. A fail is never passed over for what is wrong with its record: an older
 * pass would stand for it then.
 */
export function fitnessOf(
  judged: JudgedAgain,
  requirement: GateRequirement,
  asked: AskedArtifact,
  screened: readonly Unfit[] = [],
): Fitness {
  const ran = ranArtifact(judged.record, requirement.role)
  const reasons = [
    ...screened,
    ...ofRecord(judged),
    ...ofStoredVerdict(judged),
    ...ofArtifact(judged, ran, asked),
  ]
  const mayBeOfThis = !isOfAnother(asked, ran, judged.record.header)
  if (mayBeOfThis && isFail(judged)) return { kind: 'failed', ran, reasons }
  if (mayBeOfThis && mayHaveFailed(judged)) return { kind: 'doubtful', ran, reasons }
  reasons.push(...ofDrill(judged), ...ofEnding(judged), ...ofVerdict(judged, requirement))
  return reasons.length === 0 ? { kind: 'counts', ran } : { kind: 'unfit', ran, reasons }
}

/** By its samples, or by what was said of them when they were whole. */
function isFail({ verdict, stored }: JudgedAgain): boolean {
  return verdict.verdict === 'fail' || toldVerdict(stored)?.verdict === 'fail'
}

/**
 * Nothing of a record that is not whole fails, whatever its samples say; where its verdict is gone as well, nobody does.
 * A run that was killed or interrupted is another matter: it was never decided.
 */
function mayHaveFailed({ record, sealed, stored }: JudgedAgain): boolean {
  if (sealed && record.damage.length === 0) return false
  const verdict = toldVerdict(stored)?.verdict ?? null
  return (
    verdict === null &&
    record.events.some(
      (event) => event.type === 'run-ended' && (event.run === 'completed' || event.run === 'aborted'),
    )
  )
}

function ofRecord({ record, sealed }: JudgedAgain): Unfit[] {
  const found: Unfit[] = []
  const ended = record.events.some(({ type }) => type === 'cleanup-ended')
  const cut = [...record.damage, ...(ended ? [] : ['its journal has no end'])]
  if (cut.length > 0) found.push({ code: 'cut', why: `its record is not whole: ${cut.join('; ')}` })
  if (!sealed) found.push({ code: 'unsealed', why: 'its record was never sealed, or the seal was removed' })
  return found
}

/**
 * What a person reads in the report must be what the samples say. But for the diagnosis: it decides nothing, its words
 * differ between releases of firedrill, and the logs that it quotes may be taken away.
 */
function ofStoredVerdict({ stored, verdict, record }: JudgedAgain): Unfit[] {
  if (stored === null) return [{ code: 'cut', why: 'it has no verdict.json' }]
  const again = canonicalVerdict(verdict)
  if (withoutDiagnosis(stored) === withoutDiagnosis(again)) return []
  const by = record.header.firedrill
  const differing = differingFields(stored, again)
  const why = `verdict.json does not say what its samples say (${differing}); the run was made by firedrill ${by}`
  return [{ code: 'edited', why }]
}

/** As it is written otherwise: where that is not as firedrill writes it, it stays as it is. */
function withoutDiagnosis(text: string): string {
  const value = objectOf(text)
  if (value === null || inFull(value) !== text) return text
  const { diagnosis: _diagnosis, ...rest } = value
  return inFull(rest)
}

function inFull(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function differingFields(stored: string, again: string): string {
  const [one, other] = [objectOf(stored), objectOf(again)]
  if (one === null || other === null) return 'it is no JSON'
  const all = new Set([...Object.keys(one), ...Object.keys(other)])
  const names = [...all].filter((name) => name !== 'diagnosis')
  const differing = names.filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]))
  return differing.length === 0 ? 'only in how it is written' : differing.join(', ')
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    // Told by the caller.
    return null
  }
}

function ofArtifact({ record }: JudgedAgain, ran: RanArtifact | string, asked: AskedArtifact): Unfit[] {
  const why = misfit(asked, ran, record.header)
  return why === null ? [] : [{ code: 'wrong-artifact', why }]
}

/** A drill may be emptied by its file for one run; the policy is about the one that there is. */
function ofDrill({ changed, undigested }: JudgedAgain): Unfit[] {
  const since = `${changed.join(' and ')} ${changed.length === 1 ? 'was' : 'were'} changed since it was made`
  const untold = `its record does not tell which ${undigested.join(' and ')} it ran: no digest is kept of a file whose name looks like that of a secret, or that cannot be read`
  return [...(changed.length === 0 ? [] : [since]), ...(undigested.length === 0 ? [] : [untold])].map(
    (why) => ({
      code: 'drill-changed',
      why,
    }),
  )
}

function ofEnding({ record, verdict: { run, reason } }: JudgedAgain): Unfit[] {
  const found: Unfit[] =
    run === 'completed' ? [] : [{ code: 'not-completed', why: `it was ${run}: ${reason}` }]
  // What was removed later by hand was left by the run all the same.
  const dirty = record.events.find((event) => event.type === 'cleanup-ended' && event.cleanup === 'dirty')
  if (dirty?.type === 'cleanup-ended') {
    const what = dirty.left.map((each) => each.what).join(', ')
    found.push({ code: 'dirty', why: `it left something behind${what === '' ? '' : `: ${what}`}` })
  }
  return found
}

/** The stored verdict may be stricter than the policy, or laxer. */
function ofVerdict({ record, measurements }: JudgedAgain, { proven, expect }: GateRequirement): Unfit[] {
  const lax = judge(record, measurements, { strict: false })
  const found = lackedOf(expect, lax.clauses, measurements.windows)
  if (lax.verdict !== 'pass') {
    found.push({ code: 'inconclusive', why: `it was ${lax.verdict}: ${lax.summary}` })
  } else if (proven) {
    const strict = judge(record, measurements, { strict: true })
    if (strict.verdict !== 'pass')
      found.push({ code: 'not-proven', why: `it passed, and this is not proven: ${unproven(strict)}` })
  }
  return found
}

function unproven({ clauses }: Verdict): string {
  const open = clauses.filter(({ verdict }) => verdict !== 'pass')
  return open.map(clauseWords).join(', ')
}
