import { absences } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** A package manager's lock file stands in many a path, and is in nobody's way. */
const WORDS =
  /(?<!\b(package|pnpm)-|\b(yarn|cargo|poetry|gemfile|composer|bun)\.)\b(lock(ed| ?file)?|pid ?file)\b|already (running|in use|exists)|EADDRINUSE|EEXIST|address in use/i

/** A lost or stopped instance was started and ended again, or never got up: what it left behind is in its way. */
export const doesNotStartAgain: KnownCause = (scene) => {
  const broken = scene.breaches.filter(
    ({ clause }) => clause.indicator === 'finding' && / starts again$/.test(clause.objective),
  )
  const [first] = broken
  if (!first) return null
  const name = first.clause.objective.split(' ')[0] ?? ''
  const away = absences(scene).findLast((each) => each.name === name && each.fromMs <= (first.atMs ?? 0))
  const said = [
    ...first.clause.evidence.flatMap((each) => each.split('\n')),
    // What it wrote before it was gone is of the one that ran.
    ...scene.logs
      .filter(({ source, atMs }) => source === name && atMs > (away?.goneMs ?? Number.NEGATIVE_INFINITY))
      .map(({ text }) => text),
  ]
  const line = said.find((text) => WORDS.test(text))
  return {
    sure: 'likely',
    what: line
      ? 'An instance does not start again: something that the one before it left behind is in its way.'
      : 'An instance does not start again.',
    evidence: [
      first.clause.message.split('\n')[0] ?? '',
      ...(line ? [`it wrote: ${line.trim().slice(0, 200)}`] : []),
      ...(away ? [`it had gone by ${away.by}`] : []),
    ],
    tryThis: [
      'Start it where it was killed before: locks, pid files and sockets must not outlive their process (take locks that the system gives back, or check who holds them).',
    ],
    windows: broken.map(({ clause }) => clause.window),
  }
}
