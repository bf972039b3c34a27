import { formatMs } from '../../../units.ts'
import type { KnownCause } from '../scene.ts'

/** Clauses of what is measured; a finding or a condition says by itself what it is about. */
const MEASURED = /^(p[\d.]+|uptime|errors?|failed|interruption|longest interruption)/

const CLOSE_MS = 500

/** Broken before anything had been done to the app. */
export const undisturbed: KnownCause = (scene) => {
  const [first] = scene.breaches
  const done = scene.deeds.find(({ kind }) => kind !== 'phase')
  if (!first || first.atMs === null || !MEASURED.test(first.clause.objective)) return null
  // What comes just before it may be a part of it: it is written down after it has begun.
  if (done && first.atMs >= done.atMs - CLOSE_MS) return null
  return {
    sure: 'possible',
    what: 'The objective is missed even without a fault: the app, or the machine that runs it, does not keep it at this load.',
    evidence: [
      done
        ? `the first breach came ${formatMs(done.atMs - first.atMs)} before anything was done to the app`
        : 'nothing was done to the app in this run',
    ],
    tryThis: [
      'Run it again at a lower rate, or with nothing else on the machine; if it stays so, look at the app before rehearsing faults.',
    ],
    windows: [first.clause.window],
  }
}
