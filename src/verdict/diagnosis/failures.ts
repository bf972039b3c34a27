import type { Column, RunRecord, Traffic } from '../../journal/record.ts'
import { beganMs, isPlaced } from '../../measure/began.ts'
import type { Measurements } from '../../measure/measurements.ts'
import { createMatcher } from '../../measure/traffic-match.ts'
import { breakingMs } from './deeds.ts'
import { requestMoments } from './request-moments.ts'
import type { Deed, Failure, Scene } from './scene.ts'
import { linesWhere } from './traffic-lines.ts'

/** What causes ask is told by the first ones; of millions of failures a part tells as much. */
const MOST = 200_000

/** Requests that were sent in the judged phases and failed, each with the instance that it went to. */
export function failuresOf(
  record: RunRecord,
  { windows }: Measurements,
  deeds: readonly Deed[],
): Pick<Scene, 'failures' | 'failed' | 'basis'> {
  const { requests, traffic } = record
  const phases = windows.filter(({ kind }) => kind === 'phase')
  const fromMs = phases.reduce((least, { startMs }) => Math.min(least, startMs), Number.POSITIVE_INFINITY)
  const toMs = phases.reduce((most, { endMs }) => Math.max(most, endMs), 0)
  const deedsMs = breakingMs(deeds)
  const moments = requestMoments(record)
  const rows: number[] = []
  let failed = 0
  for (let row = 0; row < requests.length; row++) {
    if (requests.ok[row] === 1) continue
    const endMs = requests.startMs[row]! + requests.durationMs[row]!
    if (endMs <= fromMs || beganMs(requests, row) >= toMs) continue
    failed += 1
    if (rows.length < MOST) rows.push(row)
  }
  const match = traffic === null || rows.length === 0 ? null : createMatcher(badLines(traffic), requests)
  const byLoad = rows.some((row) => textAt(requests.instance, row) !== '')
  let matched = 0
  const failures = rows.map((row): Failure => {
    const endMs = requests.startMs[row]! + requests.durationMs[row]!
    // One whose start is not known never had a connection: it was under way on nobody.
    const placed = isPlaced(requests, row)
    const logged = nameOf(match?.(row, endMs) ?? null)
    if (logged !== null) matched += 1
    return {
      atMs: placed ? moments.among(row, deedsMs) : endMs,
      startMs: placed ? beganMs(requests, row) : endMs,
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
  return { failures: known.sort((a, b) => a.atMs - b.atMs), failed, basis }
}

/** HAProxy's word for nobody. */
function nameOf(instance: string | null): string | null {
  return instance === '<NOSRV>' ? '' : instance
}

/** What ended well is no request that failed: one without an answer would be taken for any line that ended then. */
function badLines(traffic: Traffic): Traffic {
  const { status } = traffic
  return linesWhere(traffic, (line) => status[line]! < 200 || status[line]! >= 400)
}

function textAt({ codes, values }: Column, row: number): string {
  return values[codes[row]!] ?? ''
}
