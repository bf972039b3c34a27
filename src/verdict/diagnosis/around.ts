/** What the timeline holds around the first breach. */

import type { InstanceState } from '../../journal/events.ts'
import type { LogLine } from '../../journal/log-line.ts'
import type { RunRecord } from '../../journal/record.ts'
import { servingIsSeen } from '../../measure/instances/runs.ts'
import { seenAt } from '../../measure/instances/watch.ts'
import { formatCount } from '../wording.ts'
import { howWords } from './reading.ts'
import type { Deed, Scene } from './scene.ts'
import type { Diagnosis } from './schema.ts'

/** So far around the first breach, logs are read and events are told. */
export const AROUND_MS = 2000
const MOST_BEFORE = 3
const MOST_AFTER = 5
const MOST_LINES = 8

export function momentsAround(scene: Scene, atMs: number): Pick<Diagnosis, 'before' | 'after'> {
  const told = ({ atMs: at, words }: Deed) => ({ atMs: rounded(at), what: words })
  const past = scene.deeds.filter((deed) => deed.atMs <= atMs)
  const phase = past.findLast(({ kind }) => kind === 'phase')
  // Phases are how the drill is written: the last one tells where it happened.
  const before = past.filter((deed) => deed.kind !== 'phase' || deed === phase)
  const after = scene.deeds.filter((deed) => deed.atMs > atMs && deed.atMs <= atMs + AROUND_MS)
  return { before: before.slice(-MOST_BEFORE).map(told), after: after.slice(0, MOST_AFTER).map(told) }
}

/** What each said at that moment, by the watch. */
export function saidAt({ watch, deeds }: Scene, atMs: number): Diagnosis['instances'] {
  const isSeen = servingIsSeen(watch)
  return [...watch.seen.keys()].sort().flatMap((instance) => {
    const state = seenAt(watch, instance, atMs)
    if (state === null) return []
    const gone = deeds.findLast((deed) => deed.name === instance && deed.atMs <= atMs && isEnd(deed))
    // What was seen then, and has not been seen to differ since.
    const isOld =
      gone !== undefined && atMs - gone.atMs < NOTICED_MS && seenAt(watch, instance, gone.atMs) === state
    return [
      {
        instance,
        said: `${saidWords(state, isSeen(state))}${isOld ? `, when last looked at before ${gone.words}` : ''}`,
      },
    ]
  })
}

/** The watch has noticed by then: it looks five times a second, and waits for an answer. */
const NOTICED_MS = 1000
/** After these nothing is said as before. */
const ENDING: readonly string[] = ['kill', 'crash', 'pause', 'disconnect']

function isEnd({ kind, detail }: Deed): boolean {
  return kind === 'death' || (kind === 'fault' && ENDING.includes(detail))
}

function saidWords(
  { alive, ready, health, serves, failing, release }: InstanceState,
  servingIsSeen: boolean,
): string {
  if (!alive) return 'nothing of it lived'
  const status = (value: number | null): string => (value === null ? 'no answer' : String(value))
  return [
    `ready ${status(ready)}`,
    `health ${status(health)}`,
    servingIsSeen ? (serves ? 'it served' : 'it did not serve') : 'whether it served was not seen',
    ...(failing.length === 0 ? [] : [`failing: ${failing.join(', ')}`]),
    ...(release === null ? [] : [`release ${release}`]),
  ].join(', ')
}

/** Where the edge sent requests in the 2 s from the breach on, by its own log, and what it was last told. */
export function edgeAround({ record, deeds }: Scene, atMs: number): string[] {
  const told = deeds.findLast(({ kind, atMs: at }) => kind === 'route' && at <= atMs)
  return [...(told ? [told.words] : []), ...sentWords(record, atMs)]
}

function sentWords({ traffic }: RunRecord, atMs: number): string[] {
  if (traffic === null) return ['it wrote no access log: where it sent requests is not known']
  const { startMs, status, instance } = traffic
  const sent = new Map<string, { all: number; bad: number }>()
  for (let row = 0; row < traffic.length; row++) {
    if (startMs[row]! < atMs || startMs[row]! >= atMs + AROUND_MS) continue
    const name = instance.values[instance.codes[row]!] ?? ''
    const counts = sent.get(name) ?? { all: 0, bad: 0 }
    sent.set(name, {
      all: counts.all + 1,
      bad: counts.bad + Number(status[row]! === 0 || status[row]! >= 500),
    })
  }
  if (sent.size === 0) return ['its log has no request in the 2 s from then on']
  const words = [...sent]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([name, { all, bad }]) =>
        `${formatCount(all)} to ${name === '' || name === '<NOSRV>' ? 'nobody' : name} (${formatCount(bad)} of them went wrong)`,
    )
  return [`in the 2 s from then on it sent ${words.join(', ')}`]
}

/** All failed requests by the instance that they went to; the most first. */
export function failedThrough({ failures, failed, basis }: Scene): Diagnosis['failed'] {
  const groups = Map.groupBy(failures, ({ instance }) => instance ?? '')
  return {
    total: failed,
    ...(failures.length < failed ? { looked: failures.length } : {}),
    basis,
    through: [...groups]
      .sort((a, b) => b[1].length - a[1].length)
      .map(([instance, some]) => ({ instance, failed: some.length, how: howWords(some) })),
  }
}

/** Lines that tell of something wrong first, then those that are not of one request each; alike ones once. */
export function linesAround({ logs, breaches }: Scene): Diagnosis['logs'] {
  const atMs = breaches[0]?.atMs ?? null
  const near = logs.filter((line) => atMs !== null && Math.abs(line.atMs - atMs) <= AROUND_MS)
  const alike = Map.groupBy(
    near.filter(({ bad, access }) => bad || !access),
    ({ source, text }) => `${source} ${text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, '#')}`,
  )
  const rank = ({ bad, access }: LogLine): number => (bad ? (access ? 1 : 0) : 2)
  const chosen = [...alike.values()]
    .map((lines) => ({ line: lines[0]!, times: lines.length }))
    .sort((x, y) => rank(x.line) - rank(y.line) || y.times - x.times)
    .slice(0, MOST_LINES)
  return chosen
    .sort((a, b) => a.line.atMs - b.line.atMs)
    .map(({ line: { source, atMs, text }, times }) => ({ source, atMs: rounded(atMs), text, times }))
}

export function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}
