import { formatMs } from '../../../units.ts'
import { instanceNames, serviceLosses } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** One look more than the watch takes to see it. */
const AT_ONCE_MS = 600

/** A service was lost, and an instance said so, but late. */
export const readinessSlow: KnownCause = (scene) => {
  const broken = scene.breaches.filter(({ clause }) => /read[iy]/.test(clause.objective))
  if (broken.length === 0) return null
  const late = serviceLosses(scene).flatMap((loss) =>
    [...instanceNames(scene)].flatMap((name) => {
      const seen = scene.watch.seen.get(name) ?? []
      const turned = seen.find(
        ({ startMs, state }) => startMs > loss.startMs && state.alive && state.ready === 503,
      )
      if (!turned || turned.startMs > loss.endMs) return []
      const tookMs = turned.startMs - loss.startMs
      const back = seen.find(
        ({ startMs, state }) => startMs > loss.endMs && state.ready === 200 && state.serves,
      )
      return tookMs < AT_ONCE_MS
        ? []
        : [{ name, loss: loss.name, tookMs, backMs: back ? back.startMs - loss.endMs : null }]
    }),
  )
  const [first] = late.toSorted((a, b) => b.tookMs - a.tookMs)
  if (!first || first.tookMs < boundOf(broken.map(({ clause }) => clause.bound.value))) return null
  return {
    sure: 'likely',
    what: 'Readiness is too slow: the app notices late that what it needs is away.',
    evidence: [
      `${first.name} went on saying that it was ready for ${formatMs(first.tookMs)} after ${first.loss} was taken away, and then said that it was not`,
      ...late.filter((each) => each !== first).map(({ name, tookMs }) => `${name} took ${formatMs(tookMs)}`),
    ],
    tryThis: [
      'Look at dependencies when readiness is asked, or at least once a second, with a time limit below the edge’s.',
    ],
    windows: broken.map(({ clause }) => clause.window),
  }
}

function boundOf(values: readonly unknown[]): number {
  const numbers = values.filter((value) => typeof value === 'number' && value >= 100)
  return numbers.length === 0 ? 1000 : Math.min(...(numbers as number[]))
}
