/** What the edge's own log says of lost requests, beside what the clients' records say. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readProbes, readRequests } from '../src/journal/columns/read.ts'
import { readJournal } from '../src/journal/reader.ts'

/** Of what was begun before the last phase ended: afterwards the clients are ended, with what they have under way. */
export interface Lost {
  /** Failed requests of k6 and of the prober. */
  clients: number
  /** Lines of the edge's log that are no success: answered 5xx, or broken off by the client. */
  edge: number
}

/** So many may differ, or two in a hundred. */
const FEW = 5
/** While nobody is in, what firedrill itself asks at the edge fails too, and stands in the edge's log alone. */
const OWN_LOOKS = 20

/** Do the two tell the same? Where the clients lost nothing, the edge may know of a few readiness checks at most. */
export function agree({ clients, edge }: Lost): boolean {
  const few = Math.max(FEW, 0.02 * clients)
  return clients - edge <= few && edge - clients <= (clients === 0 ? FEW : few + OWN_LOOKS)
}

interface Line {
  /** Wall clock, ms; null: it was no request. */
  time: number | null
  path: string
  status: number
  aborted?: string
  /** By HAProxy: `--` where all went well. */
  ended?: string
}

const WELL = '--'
/** Asked by the named probes, which no client is. */
const PROBED = '/jobs'

export function lostIn(record: string): Lost {
  const { requests } = readRequests(readFileSync(join(record, 'requests.arrow')))
  const { probes } = readProbes(readFileSync(join(record, 'probes.arrow')))
  const { zeroWallMs, endMs } = timesOf(record)
  const lines = readFileSync(join(record, 'logs', 'access.ndjson'), 'utf8')
    .split('\n')
    .filter(Boolean)
  const seen = lines
    .map((line) => JSON.parse(line) as Line)
    .filter(({ time }) => time !== null && time - zeroWallMs < endMs)
  return {
    clients: lostOf(requests.ok, requests.startMs, endMs) + lostOf(probes.ok, probes.startMs, endMs),
    edge: seen.filter(isLost).length,
  }
}

function timesOf(record: string): { zeroWallMs: number; endMs: number } {
  const { header, events } = readJournal(readFileSync(join(record, 'journal.ndjson'), 'utf8'), record)
  const last = events.findLast((event) => event.type === 'phase-ended')
  return { zeroWallMs: header.zeroWallMs, endMs: last?.atMs ?? Number.POSITIVE_INFINITY }
}

function isLost({ path, status, aborted, ended = WELL }: Line): boolean {
  return path !== PROBED && (status >= 500 || aborted !== undefined || ended !== WELL)
}

function lostOf(ok: Uint8Array, startMs: Float64Array, endMs: number): number {
  return ok.reduce((sum, flag, row) => sum + (flag === 0 && startMs[row]! < endMs ? 1 : 0), 0)
}
