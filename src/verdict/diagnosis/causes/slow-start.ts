import { formatMs } from '../../../units.ts'
import type { KnownCause } from '../scene.ts'

/** An instance took longer to get ready than it was allowed. */
export const slowStart: KnownCause = (scene) => {
  const broken = scene.breaches.filter(
    ({ clause }) =>
      clause.objective.startsWith('boot time') ||
      (clause.indicator === 'until' && /ready/.test(clause.objective) && !/unready/.test(clause.objective)),
  )
  const limits = broken.flatMap(({ clause: { bound } }) =>
    typeof bound.value === 'number' ? [bound.value] : [],
  )
  const limitMs = Math.min(...limits)
  const late = scene.boots.flatMap(({ name, startMs, readyMs, ended }) =>
    ended === null && readyMs !== null && readyMs - startMs > limitMs
      ? [{ name, tookMs: readyMs - startMs }]
      : [],
  )
  const [first] = late.toSorted((a, b) => b.tookMs - a.tookMs)
  if (!first) return null
  return {
    sure: 'likely',
    what: 'The app starts slowly.',
    evidence: [
      `${first.name} said that it was ready ${formatMs(first.tookMs)} after its start`,
      ...(late.length > 1
        ? [`so did ${late.length - 1} other starts in more than ${formatMs(limitMs)}`]
        : []),
    ],
    tryThis: [
      'See in its log what it does between its start and its first line of being ready; move what need not be there (migrations, caches, downloads) out of the start.',
      'If it must take so long, allow for it: a longer start time limit, and one instance more while another starts.',
    ],
    windows: broken.map(({ clause }) => clause.window),
  }
}
