/** k6's stream of samples, in pieces that end anywhere. */

import { K6Decoder } from '../../../src/load/k6/csv/decoder.ts'
import type { MetricRow, RequestRow, WriteRow } from '../../../src/load/load.ts'
import { HEADER, iterationRows, metricRow, requestRows } from '../../../test/load/k6/csv/stream.ts'
import { changedBytes } from '../bytes.ts'
import type { Kind, Seen } from '../kind.ts'
import type { Random } from '../random.ts'

const WALL_MS = 1_795_262_621_500

export const k6: Kind = {
  what: "k6's stream",
  share: 14_000,
  async prepare() {
    const whole = new TextEncoder().encode(streamOf())
    return (random, numbered) => {
      const { bytes, how } =
        random.chance(0.25) && numbered.index >= numbered.of / 2
          ? oddCells(random)
          : changedBytes(whole, random, numbered)
      return { how, read: () => decoded(bytes, random) }
    }
  },
}

function streamOf(): string {
  const users = [1, 2, 3, 4, 5, 6]
  return [
    `${HEADER}\n`,
    metricRow('vus', { endMs: WALL_MS, value: 2 }),
    ...users.map((vu) =>
      requestRows({ endMs: WALL_MS + vu, vu, tags: 'op=place order&release=v2', group: '::a, "b"' }),
    ),
    requestRows({ endMs: WALL_MS + 10, duration: 0, failed: 1, error: '1212', status: '0', vu: 7 }),
    ...users.map((vu) => iterationRows({ endMs: WALL_MS + 20 + vu, value: 20, vu })),
    metricRow('checks', { endMs: WALL_MS + 30, value: 1, check: 'order accepted' }),
    metricRow('dropped_iterations', { endMs: WALL_MS + 31, value: 1 }),
    `firedrill_writes,${WALL_MS + 32}000,1.000000,,,,,,,load,,,vu=1&write=k&told=sent\n`,
    `firedrill_writes,${WALL_MS + 33}000,1.000000,,,,,,,load,,,vu=1&write=k&told=acknowledged&answer=201\n`,
  ].join('')
}

const CELLS = [
  '1e999',
  '-1',
  'NaN',
  '',
  '99999999999999999999',
  '"',
  '"""',
  '\u0000',
  '__proto__',
  'x'.repeat(70_000),
  '%',
  '%zz',
  'vu=1&'.repeat(2000),
]

/** One cell of one row is another. */
function oddCells(random: Random): { bytes: Uint8Array; how: string } {
  const rows = streamOf().split('\n')
  const at = random.int(rows.length - 1)
  const cells = (rows[at] ?? '').split(',')
  const which = random.int(cells.length)
  const cell = random.pick(CELLS)
  cells[which] = cell
  rows[at] = cells.join(',')
  return {
    bytes: new TextEncoder().encode(rows.join('\n')),
    how: `row ${at}, cell ${which}: ${cell.slice(0, 20)}`,
  }
}

function decoded(bytes: Uint8Array, random: Random): Seen {
  const requests: RequestRow[] = []
  const metrics: MetricRow[] = []
  const writes: WriteRow[] = []
  const arrivals: number[] = []
  const decoder = new K6Decoder({
    requests: (batch) => requests.push(...batch),
    unplaced: () => undefined,
    aside: () => undefined,
    metrics: (batch) => metrics.push(...batch),
    writes: (batch) => writes.push(...batch),
    arrival: (startWallMs) => arrivals.push(startWallMs),
    sending: () => undefined,
  })
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + random.int(random.chance(0.5) ? 64 : bytes.length)
    decoder.push(bytes.slice(at, at + length))
    at += length
  }
  decoder.end()
  const isOdd = (ms: number): boolean => !Number.isFinite(ms)
  if (requests.some((row) => isOdd(row.startWallMs) || !(row.durationMs >= 0) || isOdd(row.durationMs)))
    return { wrong: 'a request has a time that is none' }
  if (metrics.some((row) => isOdd(row.wallMs) || isOdd(row.value)))
    return { wrong: 'a metric has a value that is none' }
  if (writes.some((row) => isOdd(row.startWallMs) || row.durationMs < 0))
    return { wrong: 'a write has a time that is none' }
  if (arrivals.some(isOdd)) return { wrong: 'an arrival has a time that is none' }
  return decoder.malformedRows > 0 ? 'partial' : 'whole'
}
