import { samplesIn } from '../context.ts'
import { doubtfulCounts, doubtfulIn } from '../doubt.ts'
import { failedIn } from '../samples.ts'
import { type Measure, noValue } from './indicator.ts'
import { unsentIn } from './unsent.ts'

/** Requests that failed, or that every VU's waiting kept from being sent: all of them, not a share. */
export const failures: Measure<'failures'> = ({ context, span, filter }) => {
  const selection = samplesIn(context, span, filter)
  const { durationMs, sent, uncertain } = selection
  if (durationMs.length === 0) return noValue('no request was made in the window')
  const observed = failedIn(durationMs)
  const unseen = unsentIn(context, span)
  const doubtful = doubtfulCounts(doubtfulIn(selection, context.doubts, context.record.requests), durationMs)
  const open = unseen.bad + doubtful.good + doubtful.bad
  const unserved = sent.reduce((sum, one) => sum + 1 - one, 0)
  const notes = [
    ...(unserved > 0 ? [`${unserved} of them were never sent: every VU was waiting for the app`] : []),
    ...(uncertain > 0
      ? [`${uncertain} with an unknown start count in each window that they may belong to`]
      : []),
  ]
  return {
    observed,
    samples: durationMs.length,
    bad: observed,
    // Every request was seen: only those that the generator did not make, or not when they were due, could change it.
    confidence:
      open === 0
        ? null
        : {
            low: observed - doubtful.bad,
            high: observed + unseen.bad + doubtful.good,
            method: 'counting those that were not made when they were due as failed, or as good',
          },
    worst: [],
    uncertain: { bad: open, total: open },
    note: notes.join('; '),
  }
}
