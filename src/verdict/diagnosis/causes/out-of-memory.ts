import { deathsOf } from '../../../measure/instances/deaths.ts'
import { counted } from '../../wording.ts'
import { windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

const WORDS = /out of memory|heap limit|OutOfMemory|cannot allocate memory|\bOOM\b|oom-kill/i

/** A process ended, and its log or its engine says that there was no memory left. */
export const outOfMemory: KnownCause = (scene) => {
  const { events } = scene.record
  const deaths = deathsOf(scene.watch, events, scene.measurements.faults)
  const lines = events.flatMap((event) =>
    event.type === 'unexpected-end'
      ? event.lastLines.filter((text) => WORDS.test(text)).map((text) => ({ source: event.name, text }))
      : [],
  )
  const line = lines[0] ?? scene.logs.find(({ text }) => WORDS.test(text))
  const told = events.find((event) => event.type === 'engine-event' && event.action === 'oom')
  if (told?.type !== 'engine-event' && (!line || deaths.length === 0)) return null
  return {
    sure: 'likely',
    what: 'The app runs out of memory: it keeps what it should let go, or has too little for this load.',
    evidence: [
      ...(told?.type === 'engine-event' ? [`the engine told that ${told.name} was out of memory`] : []),
      ...(line ? [`${line.source} wrote: ${line.text.slice(0, 200)}`] : []),
      ...(deaths.length > 0
        ? [counted(deaths.length, 'process ended by itself', 'processes ended by themselves')]
        : []),
    ],
    tryThis: [
      'Watch its memory over a longer run at a steady rate: what grows without end is a leak; compare two heap snapshots.',
      'Where it only needs more: a higher limit, or less that is kept at once.',
    ],
    windows: windowsAt(scene, deaths),
  }
}
