import { seenAt } from '../../../measure/instances/watch.ts'
import type { KnownCause } from '../scene.ts'

/** After a deploy or a rollback some instances served one release and some another, until the time was over. */
export const mixedVersions: KnownCause = (scene) => {
  const broken = scene.breaches.filter(
    ({ clause }) => clause.indicator === 'until' && /serves?\b/.test(clause.objective),
  )
  const atMs = broken[0]?.atMs ?? null
  if (atMs === null) return null
  const serving = [...scene.watch.seen.keys()].sort().flatMap((name) => {
    const release = seenAt(scene.watch, name, atMs - 1)?.release ?? null
    return release === null ? [] : [{ name, release }]
  })
  if (new Set(serving.map(({ release }) => release)).size < 2) return null
  return {
    sure: 'likely',
    what: 'A release does not reach every instance: one goes on serving another.',
    evidence: [
      `when the time was over, ${serving.map(({ name, release }) => `${name} said that it serves ${release}`).join(', ')}`,
    ],
    tryThis: [
      'See what decides which release an instance starts (a link, a tag, a cache, a pinned version), and that all are told the same.',
      'Let the rollout end only when each instance says by itself what it serves.',
    ],
    windows: broken.map(({ clause }) => clause.window),
  }
}
