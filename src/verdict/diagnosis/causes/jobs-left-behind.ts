import { absences } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** A probe of jobs broke after an instance was stopped or lost. */
export const jobsLeftBehind: KnownCause = (scene) => {
  const broken = scene.breaches.filter(
    ({ clause }) =>
      /^probe/i.test(clause.objective) &&
      /job|queue|export/i.test(clause.objective) &&
      !/twice|duplicate|doubled/i.test(clause.objective),
  )
  const [first] = broken
  if (!first || first.atMs === null) return null
  const away = absences(scene).findLast(({ fromMs }) => fromMs <= (first.atMs ?? 0))
  if (!away) return null
  const stopped = away.by === 'stop'
  return {
    sure: stopped ? 'likely' : 'possible',
    what: stopped
      ? 'The app leaves jobs behind when it stops: it neither finishes them nor gives them back.'
      : 'Jobs of an instance that is lost are taken over late, or never.',
    evidence: [
      `${first.clause.objective} was broken ${stopped ? 'after the stop' : 'after the loss'} of ${away.name}: ${first.clause.message}`,
    ],
    tryThis: [
      'On a stop: claim no more jobs, finish those that are under way, give back what cannot be finished.',
      'Claim jobs for a limited time, so that another instance takes over what is not done by then.',
    ],
    windows: broken.map(({ clause }) => clause.window),
  }
}
