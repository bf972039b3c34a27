import { formatMs } from '../../../units.ts'
import type { KnownCause } from '../scene.ts'

const WITHIN_MS = 15_000
const STARTS = 3

/** One instance was started again and again, and ended by itself each time. */
export const crashLoop: KnownCause = (scene) => {
  const loops = [...Map.groupBy(scene.boots, ({ name }) => name)].flatMap(([name, boots]) => {
    const ended = boots.filter((boot) => boot.ended === 'by itself')
    const [first, last] = [ended[0], ended.at(-1)]
    if (!first || !last || ended.length < STARTS) return []
    const spanMs = last.startMs - first.startMs
    return spanMs / (ended.length - 1) > WITHIN_MS
      ? []
      : [{ name, count: ended.length, spanMs, fromMs: first.startMs }]
  })
  const [first] = loops
  if (!first) return null
  const { name, count, spanMs, fromMs } = first
  return {
    sure: 'likely',
    what: 'The app is in a crash loop: started anew, it ends again before it is ready.',
    evidence: [
      `${name} was started ${count} times in ${formatMs(spanMs)} and ended by itself each time before it was ready`,
    ],
    tryThis: [
      'See the first lines that it wrote after a start: what is missing then (configuration, schema, a port) ends it.',
      'Let the supervisor wait longer after each try, and tell somebody.',
    ],
    windows: scene.breaches.filter(({ atMs }) => (atMs ?? 0) >= fromMs).map(({ clause }) => clause.window),
  }
}
