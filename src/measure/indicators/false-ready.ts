import { falseReadyRuns, servingIsSeen } from '../instances/runs.ts'
import { type Measure, noValue } from './indicator.ts'
import { longestRun } from './longest-run.ts'

/**
 * The longest time in which an instance said that it was ready and could not serve. One that could not be asked
 * directly is found to have lied by nothing, and to have told the truth by nothing either.
 */
export const falseReady: Measure<'false-ready'> = ({ context, span, limitMs }) => {
  const { watch } = context
  const isSeen = servingIsSeen(watch)
  const seen = longestRun(context, span, (parts) =>
    falseReadyRuns(parts.filter(({ state }) => isSeen(state))),
  )
  if (seen.observed === null || seen.observed > limitMs) return seen
  const unseen = [...watch.seen].flatMap(([name, parts]) =>
    parts.some(
      ({ startMs, endMs, state }) =>
        state.ready === 200 && !isSeen(state) && startMs < span.endMs && endMs > span.startMs,
    )
      ? [name]
      : [],
  )
  if (unseen.length === 0) return seen
  const byEngine = [...watch.seen.values()].some((parts) => parts.some(({ state }) => state.by === 'engine'))
  return noValue(
    byEngine
      ? `${unseen.join(', ')} could not be asked for a request directly`
      : 'no instance ever served a request that it was asked directly',
  )
}
