import type { KnownCause } from '../scene.ts'

/** A release was ready although its migration was pending; where nothing was pending after that, it had moved it itself. */
export const ignoresMigrations: KnownCause = (scene) => {
  const falsified = scene.measurements.findings.filter(({ holds }) => holds === false)
  const ready = falsified.find(
    ({ what, evidence }) =>
      what.endsWith('does not get ready') && evidence.some((each) => each.startsWith('ready')),
  )
  const let_ = falsified.find(({ what }) => what.includes('migration-pending'))
  const some = ready ?? let_
  if (!some) return null
  const windows = [...new Set([ready, let_].flatMap((each) => (each ? [each.window] : [])))]
  const evidence = [ready, let_].flatMap((each) =>
    each ? [`not so: ${each.what} (${each.evidence.join('; ')})`] : [],
  )
  if (let_)
    return {
      sure: ready ? 'likely' : 'possible',
      what: 'The app moves the schema when it starts: after a trial start nothing was pending any more.',
      evidence,
      tryThis: [
        'Make the migration a step of its own before the rollout; two instances that start at once would race, and a rollback would not know what was moved.',
      ],
      windows,
    }
  return {
    sure: 'likely',
    what: 'Readiness does not ask whether a migration is pending.',
    evidence,
    tryThis: [
      'Let readiness compare the schema that the release needs with the one that is there, and answer 503 with migrations as the failing check.',
    ],
    windows,
  }
}
