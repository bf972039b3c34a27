import { samplesIn } from '../context.ts'
import { failedIn } from '../samples.ts'
import { type Measure, noValue } from './indicator.ts'
import { unsentIn } from './unsent.ts'

/** Requests that failed, or that every VU's waiting kept from being sent: all of them, not a share. */
export const failures: Measure<'failures'> = ({ context, span, filter }) => {
  const { durationMs, sent, uncertain } = samplesIn(context, span, filter)
  if (durationMs.length === 0) return noValue('no request was made in the window')
  const observed = failedIn(durationMs)
  const unseen = unsentIn(context, span)
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
    // Every request was seen: only those that the generator did not make could add to it.
    confidence:
      unseen.bad === 0
        ? null
        : {
            low: observed,
            high: observed + unseen.bad,
            method: 'counting those that were not made as failed',
          },
    worst: [],
    uncertain: unseen,
    note: notes.join('; '),
  }
}
