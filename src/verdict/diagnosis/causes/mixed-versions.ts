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
  const { deploys, rollbacks } = scene.measurements
  const isBack = /before|previous/.test(broken[0]?.clause.objective ?? '')
  const wanted = (isBack ? rollbacks.at(-1)?.to : deploys.at(-1)?.to) ?? null
  const others = serving.filter(({ release }) => release !== wanted)
  const isMixed = new Set(serving.map(({ release }) => release)).size > 1
  if (!isMixed && (wanted === null || others.length === 0)) return null
  return {
    sure: 'likely',
    what: isMixed
      ? 'A release does not reach every instance: one goes on serving another.'
      : 'A release does not reach the instances, or they do not say that it does.',
    evidence: [
      `when the time was over, ${serving.map(({ name, release }) => `${name} said that it serves ${release}`).join(', ')}`,
      ...(wanted === null ? [] : [`${wanted} should have been served`]),
    ],
    tryThis: [
      'See what decides which release an instance starts (a link, a tag, a cache, a pinned version), and that all are told the same.',
      'Let the rollout end only when each instance says by itself what it serves.',
    ],
    windows: broken.map(({ clause }) => clause.window),
  }
}
