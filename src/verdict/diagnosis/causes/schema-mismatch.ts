import { formatMs } from '../../../units.ts'
import { howWords, requests, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

const SCHEMA_WORDS = /\b(column|relation|table|constraint|null value|schema|migration)\b/i

/** Failures began when the schema was moved, with code that was there before. */
export const schemaMismatch: KnownCause = (scene) => {
  const moved = scene.deeds.filter(({ kind, words }) => kind === 'migrate' && words.endsWith(')'))
  const found = moved.flatMap((move) => {
    const next = scene.deeds.find(({ kind, atMs }) => kind === 'switched' && atMs > move.atMs)
    // The word that it was moved comes when the command has ended, a while after the schema has changed.
    const fromMs =
      scene.deeds.findLast(({ kind, atMs }) => kind === 'phase' && atMs <= move.atMs)?.atMs ?? move.atMs
    const failed = scene.failures.filter(
      ({ atMs, status }) =>
        atMs >= fromMs && atMs < (next?.atMs ?? Number.POSITIVE_INFINITY) && status === 500,
    )
    const before = scene.failures.filter(({ atMs, status }) => atMs < fromMs && status === 500)
    return failed.length === 0 || before.length >= failed.length ? [] : [{ move, failed }]
  })
  const [first] = found
  if (!first) return null
  const { move, failed } = first
  const line = scene.logs.find(({ bad, text }) => bad && SCHEMA_WORDS.test(text))
  const operations = [...new Set(failed.map(({ operation, method }) => operation || method))]
  return {
    sure: 'likely',
    what:
      move.detail === 'down'
        ? 'The code that serves does not work on the schema that was moved back.'
        : 'The code that serves does not work on the new schema: the migration is not backward compatible.',
    evidence: [
      `${move.words}; ${requests(failed.length)} failed around and after that, the first ${formatMs(Math.abs(failed[0]!.atMs - move.atMs))} ${failed[0]!.atMs < move.atMs ? 'before' : 'after'} it was said to be done (${howWords(failed)}): ${operations.slice(0, 3).join(', ')}`,
      'no instance had been switched to another release by then',
      ...(line ? [`${line.source} wrote: ${line.text}`] : []),
    ],
    tryThis: [
      'Only add in the first rollout (nullable columns, or with a default); take away or tighten in a later release, once no old code runs.',
      'Try the old code’s tests on the new schema before the migration is shipped.',
    ],
    windows: windowsAt(scene, failed),
  }
}
