import type { KnownCause } from '../scene.ts'

/** A clause on jobs that are done more than once broke. */
export const jobsDoneTwice: KnownCause = ({ breaches, deeds }) => {
  const broken = breaches.filter(
    ({ clause }) =>
      /job|export|task/i.test(clause.objective) && /twice|duplicate|doubled/i.test(clause.objective),
  )
  const [first] = broken
  if (!first) return null
  const stop = deeds.findLast(
    ({ kind, atMs }) => (kind === 'stop' || kind === 'fault') && atMs <= (first.atMs ?? 0),
  )
  return {
    sure: 'likely',
    what: stop
      ? 'Two workers do the same job: one that is taken over is not marked as such, or was done and not said to be.'
      : 'Two workers do the same job, with nothing done to the app: jobs are claimed without a lock, or for less time than they take.',
    evidence: [
      first.clause.message,
      stop ? `the last thing before that: ${stop.words}` : 'nothing had been done to the app before that',
    ],
    tryThis: [
      'Claim a job in one statement that locks it (FOR UPDATE SKIP LOCKED), for longer than the longest job, and renew the claim.',
      'Make doing a job twice harmless: a key of its own for what it writes or sends.',
    ],
    windows: broken.map(({ clause }) => clause.window),
  }
}
