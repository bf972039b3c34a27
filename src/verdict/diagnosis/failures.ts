import type { Column, RunRecord } from '../../journal/record.ts'
import type { Measurements } from '../../measure/measurements.ts'
import { momentOf } from '../../measure/membership.ts'
import { createMatcher } from '../../measure/traffic-match.ts'
import { breakingMs } from './deeds.ts'
import type { Deed, Failure, Scene } from './scene.ts'

/** Reports need the first ones and shares; of millions of failures a part tells as much. */
const MOST = 200_000

/** Requests that were sent in the judged phases and failed, each with the instance that it went to. */
export function failuresOf(
  { requests, traffic }: RunRecord,
  { windows }: Measurements,
  deeds: readonly Deed[],
): Pick<Scene, 'failures' | 'basis'> {
  const phases = windows.filter(({ kind }) => kind === 'phase')
  const fromMs = phases.reduce((least, { startMs }) => Math.min(least, startMs), Number.POSITIVE_INFINITY)
  const toMs = phases.reduce((most, { endMs }) => Math.max(most, endMs), 0)
  const instantsMs = breakingMs(deeds)
  const rows: number[] = []
  for (let row = 0; row < requests.length && rows.length < MOST; row++) {
    if (requests.ok[row] === 1) continue
    const startMs = requests.startMs[row]!
    if (startMs + requests.durationMs[row]! > fromMs && startMs < toMs) rows.push(row)
  }
  const match = traffic === null || rows.length === 0 ? null : createMatcher(traffic, requests)
  const byLoad = rows.some((row) => textAt(requests.instance, row) !== '')
  let matched = 0
  const failures = rows.map((row): Failure => {
    const startMs = requests.startMs[row]!
    const endMs = startMs + requests.durationMs[row]!
    const logged = match?.(row, endMs) ?? null
    if (logged !== null) matched += 1
    return {
      atMs: momentOf(startMs, endMs, instantsMs),
      startMs,
      endMs,
      status: requests.status[row]!,
      method: textAt(requests.method, row),
      operation: textAt(requests.operation, row),
      instance: logged ?? (textAt(requests.instance, row) || null),
      release: textAt(requests.release, row),
    }
  })
  // A log that knows nothing of most of them is not of these requests.
  const basis = matched * 2 > rows.length ? 'edge log' : byLoad ? 'load' : 'unknown'
  const known = basis === 'unknown' ? failures.map((each) => ({ ...each, instance: null })) : failures
  return { failures: known.sort((a, b) => a.atMs - b.atMs), basis }
}

function textAt({ codes, values }: Column, row: number): string {
  return values[codes[row]!] ?? ''
}
