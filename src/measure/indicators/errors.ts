import { badShare } from '../confidence.ts'
import { samplesIn } from '../context.ts'
import { doubtfulCounts, doubtfulIn } from '../doubt.ts'
import { failedIn } from '../samples.ts'
import { blocksOf } from './blocks.ts'
import type { Ask, Measure, Value } from './indicator.ts'
import { unsentIn } from './unsent.ts'

/** Failed ÷ offered requests. */
export const errors: Measure<'errors'> = (ask) => errorShare(ask)

/** Requests that every VU's waiting kept from being sent were offered, and failed. */
export function errorShare({
  context,
  span,
  filter,
}: Pick<Ask<'errors'>, 'context' | 'span' | 'filter'>): Value {
  const selection = samplesIn(context, span, filter)
  const { atMs, durationMs, sent, uncertain } = selection
  const samples = durationMs.length
  const bad = failedIn(durationMs)
  const blocks = blocksOf(span, atMs, (i) => durationMs[i] === Number.POSITIVE_INFINITY)
  return {
    observed: samples === 0 ? null : bad / samples,
    samples,
    bad,
    confidence: badShare(blocks),
    worst: [],
    uncertain: unsentIn(context, span),
    doubtful: doubtfulCounts(doubtfulIn(selection, context.doubts, context.record.requests), durationMs),
    note: noteOf(samples - sent.reduce((sum, one) => sum + one, 0), uncertain),
  }
}

function noteOf(unserved: number, uncertain: number): string {
  const notes: string[] = []
  if (unserved > 0)
    notes.push(`${unserved} of the failures were never sent: every VU was waiting for the app`)
  if (uncertain > 0)
    notes.push(`${uncertain} with an unknown start count in each window that they may belong to`)
  return notes.join('; ')
}
