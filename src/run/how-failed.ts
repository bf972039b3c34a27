/** How requests failed, in a few words: what nobody can guess from their number. */
import type { RecordedRequest } from '../journal/rows.ts'

/** So many kinds are named; the rest are counted. */
const MOST_KINDS = 3

/**
 * Of the failed ones among `rows`, the most frequent kinds first: `GET / answered 404`, with how often where there are
 * several. Empty: none failed.
 */
export function howFailed(rows: readonly RecordedRequest[]): string {
  const kinds = [
    ...Map.groupBy(
      rows.filter(({ ok }) => !ok),
      kindOf,
    ),
  ].sort(([, some], [, others]) => others.length - some.length)
  const [only] = kinds
  if (only && kinds.length === 1) return only[0]
  const rest = kinds.slice(MOST_KINDS).reduce((sum, [, some]) => sum + some.length, 0)
  return [
    ...kinds.slice(0, MOST_KINDS).map(([kind, some]) => `${some.length} × ${kind}`),
    ...(rest > 0 ? [`${rest} in other ways`] : []),
  ].join(', ')
}

function kindOf({ operation, status, error }: RecordedRequest): string {
  if (status !== 0) return `${operation} answered ${status}`
  return `${operation} had no answer${error === 0 ? '' : ` (k6 error ${error})`}`
}
