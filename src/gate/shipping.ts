/** Which release a run shipped, or was to ship: one that failed before it got to that says nothing of what served. Pure. */
import { isDeepStrictEqual } from 'node:util'
import type { ReleaseRef } from '../drill/model.ts'
import { visits } from '../drill/walk.ts'
import type { RunRecord } from '../journal/record.ts'

/** `why`: it is not told which one, in words. */
export type Shipping = { version: string } | { why: string }

const NOT_FOUND = 'it did not get to ship anything, and the release that it meant to ship was not found'

/** Of several the last, for which the others were a preparation. Null: its drill ships nothing. */
export function shippingOf({ drill, events }: Pick<RunRecord, 'drill' | 'events'>): Shipping | null {
  const meant = [...visits(drill.steps)].flatMap(({ step }) => (step.kind === 'deploy' ? [step.release] : []))
  const started = events.filter((event) => event.type === 'deploy-started')
  const last = started.at(-1)
  // What was not found has no place; its version is then no more than a word of the drill: `next`.
  if (last && started.length >= meant.length && last.to.where !== '') return { version: last.to.version }
  const ref = meant.at(-1)
  if (ref !== undefined) return foundAs(ref, events)
  return last ? { why: NOT_FOUND } : null
}

function foundAs(ref: ReleaseRef, events: RunRecord['events']): Shipping {
  const found = events.findLast((event) => event.type === 'release' && isDeepStrictEqual(event.ref, ref))
  if (found?.type === 'release') return { version: found.release.version }
  return ref.ref === 'version' ? { version: ref.version } : { why: NOT_FOUND }
}
