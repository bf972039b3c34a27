import { formatMs } from '../../../units.ts'
import { serviceLosses } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** It lived, and its health said no, because something that it depends on was away. */
export const healthFollowsDependency: KnownCause = (scene) => {
  const unhealthy = scene.measurements.states.flatMap(({ name, stretches }) =>
    stretches.filter(({ judged }) => judged === 'unhealthy').map((stretch) => ({ name, ...stretch })),
  )
  const found = serviceLosses(scene).flatMap((loss) =>
    unhealthy
      .filter(({ startMs, endMs, alive }) => alive && startMs < loss.endMs && endMs > loss.startMs)
      .map((stretch) => ({ ...stretch, loss: loss.name })),
  )
  const broken = scene.breaches.filter(({ clause }) => /health/.test(clause.objective))
  const [first] = found
  if (!first || broken.length === 0) return null
  const answered = first.health === null ? 'did not answer' : `answered ${first.health}`
  return {
    sure: 'likely',
    what: `Health asks about ${first.loss}: an app that lives says that it is dead while what it depends on is away, and would be restarted for nothing.`,
    evidence: [
      `the health endpoint of ${[...new Set(found.map(({ name }) => name))].join(' and ')} ${answered} while ${first.loss} was away, for ${formatMs(first.endMs - first.startMs)} without a change`,
      'the process lived all the time',
    ],
    tryThis: [
      'Let health say only that the process lives and its loop turns; what it depends on belongs into readiness.',
    ],
    windows: broken.map(({ clause }) => clause.window),
  }
}
