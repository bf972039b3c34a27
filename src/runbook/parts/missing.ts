import {
  type Chosen,
  hasPassed,
  type NotPassed,
  type Rehearsal,
  type Rehearsed,
  type Today,
} from '../rehearsal.ts'
import type { Missing } from '../runbook.ts'

/** A part of which no run can speak, with the reason, and with what would change that. */
export function unrehearsed(
  what: string,
  part: Rehearsed,
  chosen: Chosen,
  { rehearsers }: Pick<Today, 'rehearsers'>,
): Missing {
  return { what: `${what} ${reason(chosen[part])}.`, rehearse: rehearsers[part] }
}

function reason(newest: Rehearsal | NotPassed | null): string {
  if (newest === null) return 'was not rehearsed'
  if (hasPassed(newest)) return `was not rehearsed: nothing of it was seen in ${newest.verdict.id}`
  return `has no rehearsal that counts: the newest, ${newest.run}, did not pass (${newest.why})`
}
