import type { RunOutcome } from '../journal/events.ts'
import type { Clause, VerdictValue } from './schema.ts'

/**
 * Any fail is a fail, also when the run stopped later; else anything inconclusive makes the whole so. A run that was
 * not taken to its end, or that asked nothing, is at best inconclusive.
 */
export function overallOf(clauses: readonly Pick<Clause, 'verdict'>[], run: RunOutcome): VerdictValue {
  if (clauses.some(({ verdict }) => verdict === 'fail')) return 'fail'
  if (clauses.length === 0 || run !== 'completed') return 'inconclusive'
  return clauses.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'pass'
}
