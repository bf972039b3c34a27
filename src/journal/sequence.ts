/** What the numbers of a journal's events tell: which are missing, stand there twice, or came in another order. */
import type { JournalEvent } from './events.ts'

export interface Sequence {
  /** How many numbers between the first and the last no event has. */
  missing: number
  /** In words, a few of them; empty: every event has its place. */
  findings: string[]
}

/** So many a person reads. */
const MOST_FINDINGS = 3

/** The first event of a run has the number 0; each further one follows the one before it. */
export function sequenceOf(events: readonly Pick<JournalEvent, 'seq'>[]): Sequence {
  const findings: string[] = []
  let missing = 0
  let highest = -1
  const seen = new Set<number>()
  for (const { seq } of events) {
    if (seq > highest + 1) {
      missing += seq - highest - 1
      findings.push(missingWords(highest + 1, seq - 1))
    } else if (seen.has(seq)) findings.push(`event ${seq} of the journal stands there twice`)
    else if (seq <= highest) {
      missing -= 1
      findings.push(`event ${seq} of the journal stands after event ${highest}`)
    }
    seen.add(seq)
    highest = Math.max(highest, seq)
  }
  const more = findings.length - MOST_FINDINGS
  const shown = findings.slice(0, MOST_FINDINGS)
  return { missing, findings: more > 0 ? [...shown, `${more} more events are out of their place`] : shown }
}

function missingWords(from: number, to: number): string {
  return from === to
    ? `event ${from} of the journal is missing`
    : `events ${from} to ${to} of the journal are missing`
}
