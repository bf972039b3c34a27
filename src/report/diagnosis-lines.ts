/** Why it failed, as far as that can be told, for a person who was woken up by it. */
import { formatAt, formatMs } from '../units.ts'
import type { Cause, Diagnosis } from '../verdict/diagnosis/schema.ts'
import type { Clause, Verdict } from '../verdict/schema.ts'
import { clauseWords } from '../verdict/steady.ts'
import { counted, formatCount } from '../verdict/wording.ts'

/**
 * The clause that a report puts first: of those that failed, the one that broke first in time, or the first of the list
 * where there is no diagnosis. Null: none failed. What could not be decided is not broken.
 */
export function firstClause({ clauses, diagnosis }: Verdict): Clause | null {
  const failed = clauses.filter(({ verdict }) => verdict === 'fail')
  return failed.find(({ id }) => id === diagnosis?.first.clause) ?? failed[0] ?? null
}

/** The likeliest cause of what broke first; null: no known one fits. Older records do not tell which is of what. */
export function causeOfFirst({ causes }: Diagnosis): Cause | null {
  return causes.find(({ explainsFirst }) => explainsFirst !== false) ?? null
}

/** Nothing but what one can act on; none where nothing failed. */
export function diagnosisLines(verdict: Verdict): string[] {
  const { diagnosis } = verdict
  if (!diagnosis) return []
  const [cause, ...others] = diagnosis.causes
  return [
    `broke first: ${brokeWords(verdict, diagnosis)}`,
    ...(causeOfFirst(diagnosis) === null ? [NO_CAUSE] : []),
    ...(cause
      ? [
          `${causeWords(cause)} Seen: ${cause.evidence.slice(0, 2).join('; ')}.`,
          `to try: ${cause.tryThis[0] ?? ''}`,
          ...others.map((other) =>
            isLater(other) ? causeWords(other) : `also ${other.sure}: ${other.what}`,
          ),
        ]
      : []),
  ]
}

export const NO_CAUSE =
  'likely cause: none of the known ones fits; what was seen around that moment stands in the report'

/** `likely cause: The app does not drain.`, `of what broke later, likely: The app does not drain.` */
export function causeWords(cause: Cause): string {
  return isLater(cause)
    ? `of what broke later, ${cause.sure}: ${cause.what}`
    : `${cause.sure} cause: ${cause.what}`
}

function isLater({ explainsFirst }: Cause): boolean {
  return explainsFirst === false
}

/** `uptime at least 99.9 % in lost, at 15.99 s of the run, 61 ms after web-2 was killed: the first request failed` */
export function brokeWords({ clauses }: Verdict, { first, before }: Diagnosis): string {
  const clause = clauses.find(({ id }) => id === first.clause)
  const name = clause ? clauseWords(clause) : first.clause
  if (first.atMs === null) return `${name}: ${first.what}`
  const last = before.at(-1)
  const sinceMs = last ? first.atMs - last.atMs : 0
  const after = last ? `, ${sinceMs < 1 ? 'just as' : `${formatMs(sinceMs)} after`} ${last.what}` : ''
  return `${name}, at ${formatAt(first.atMs)} of the run${after}: ${first.what}`
}

/** What the timeline holds around the first breach, one line each. */
export function aroundLines({ first, before, after, instances, edge, failed, logs }: Diagnosis): string[] {
  const since = (atMs: number): string => {
    const ms = Math.round(atMs - (first.atMs ?? 0))
    return ms === 0 ? 'just then' : `${formatMs(Math.abs(ms))} ${ms < 0 ? 'before' : 'after'}`
  }
  return [
    ...[...before, ...after].map(({ atMs, what }) => `${since(atMs)}: ${what}`),
    ...instances.map(({ instance, said }) => `${instance} said: ${said}`),
    ...(instances.length === 0 ? ['nobody watched the instances'] : []),
    ...edge.map((line) => `edge: ${line}`),
    ...failedLines(failed),
    ...logs.map(
      ({ source, atMs, text, times }) =>
        `${since(atMs)}, ${source} wrote${times > 1 ? ` ${formatCount(times)} times` : ''}: ${text}`,
    ),
  ]
}

function failedLines({ total, looked, basis, through }: Diagnosis['failed']): string[] {
  if (total === 0) return ['no request that was sent failed in the judged phases']
  if (basis === 'unknown')
    return [`${counted(total, 'request')} failed; through which instance is not known: no log says so`]
  const words = through.map(
    ({ instance, failed, how }) => `${formatCount(failed)} through ${instance || 'no instance'} (${how})`,
  )
  const whose = basis === 'edge log' ? "by the edge's log" : 'by what the load was told'
  const part = looked === undefined ? '' : `, the first ${formatCount(looked)} of ${formatCount(total)}`
  return [`failed requests, ${whose}${part}: ${words.join('; ')}`]
}
