import { readLine } from '../../../journal/log-line.ts'
import { deathsOf } from '../../../measure/instances/deaths.ts'
import { formatMs } from '../../../units.ts'
import { serviceLosses } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** Ended so soon after a service is back, it is still its loss that ended it. */
const AFTER_MS = 5000

/** A process ended by itself while something that it depends on was away or disturbed. */
export const diesWithDependency: KnownCause = (scene) => {
  const { events } = scene.record
  const deaths = deathsOf(scene.watch, events, scene.measurements.faults)
  const found = serviceLosses(scene).flatMap((loss) =>
    deaths
      .filter(({ atMs }) => atMs >= loss.startMs && atMs <= loss.endMs + AFTER_MS)
      .map((death) => ({ ...death, loss: loss.name, afterMs: death.atMs - loss.startMs })),
  )
  const [first] = found
  if (!first) return null
  const told = events.find((event) => event.type === 'unexpected-end' && event.name === first.name)
  const lastLine =
    told?.type === 'unexpected-end' ? told.lastLines.findLast((line) => line.trim() !== '') : undefined
  return {
    sure: 'likely',
    what: `The app ends when it cannot reach ${first.loss}, where it should wait and try again.`,
    evidence: [
      ...found
        .slice(0, 3)
        .map(
          ({ name, afterMs, loss }) => `${name} ended by itself ${formatMs(afterMs)} after ${loss} was hit`,
        ),
      ...(told?.type === 'unexpected-end' ? [`it ended so: ${told.how}`] : []),
      ...(lastLine === undefined ? [] : [`its last line: ${readLine(lastLine).text}`]),
    ],
    tryThis: [
      'Handle the errors of connections, idle ones of the pool too; try again with growing pauses, and be unready meanwhile.',
    ],
    windows: scene.measurements.windows
      .filter(({ startMs, endMs }) => found.some(({ atMs }) => atMs >= startMs && atMs < endMs))
      .map(({ name }) => name),
  }
}
