/** What a report carries of the logs: the lines around one moment that may tell something, alike ones once. */
import type { LogLine } from '../journal/logs.ts'
import { AROUND_FOCUS_MS } from './focus.ts'

export interface ExcerptLine extends LogLine {
  /** From 1, in the order of time: its anchor on a page. */
  no: number
  /** So many alike, of one source, within a second of the first. */
  times: number
}

export interface Excerpt {
  /** Run ms: the moment that they are around. */
  aroundMs: number
  lines: ExcerptLine[]
  /** Lines that tell of one good answer each, as there are hundreds. */
  answers: number
  /** Others that there was no room for. */
  leftOut: number
}

/** What a page can carry, and a person read. */
const MOST = 150
const ALIKE_WITHIN_MS = 1000
const VARIABLE = /[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g

export function excerptOf(logs: readonly LogLine[], aroundMs: number): Excerpt {
  const near = logs.filter(({ atMs }) => Math.abs(atMs - aroundMs) <= AROUND_FOCUS_MS)
  const telling = near.filter(({ bad, access }) => bad || !access)
  const told = joined(telling.toSorted((a, b) => a.atMs - b.atMs))
  const rank = ({ bad, atMs }: LogLine): number => (bad ? 0 : 2 * AROUND_FOCUS_MS) + Math.abs(atMs - aroundMs)
  const kept = told.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST)
  return {
    aroundMs,
    lines: kept.sort((a, b) => a.atMs - b.atMs).map((line, index) => ({ no: index + 1, ...line })),
    answers: near.length - telling.length,
    leftOut: told.length - kept.length,
  }
}

function joined(lines: readonly LogLine[]): Omit<ExcerptLine, 'no'>[] {
  const found: Omit<ExcerptLine, 'no'>[] = []
  const latest = new Map<string, Omit<ExcerptLine, 'no'>>()
  for (const line of lines) {
    const key = `${line.source} ${line.text.replaceAll(VARIABLE, '#')}`
    const before = latest.get(key)
    if (before && line.atMs - before.atMs <= ALIKE_WITHIN_MS) {
      before.times += 1
      continue
    }
    const first = { ...line, times: 1 }
    latest.set(key, first)
    found.push(first)
  }
  return found
}

const NEAR_MS = 1000

/** The line that may tell of a request: of its own instance, else of the edge; one that tells of something wrong first. */
export function lineNear(
  { lines }: Pick<Excerpt, 'lines'>,
  { instance, endMs }: { instance: string | null; endMs: number },
): ExcerptLine | null {
  const apart = ({ atMs }: ExcerptLine): number => Math.abs(atMs - endMs)
  const of = (source: string): ExcerptLine | undefined =>
    lines
      .filter((line) => line.source === source && apart(line) <= NEAR_MS)
      .toSorted((a, b) => Number(b.bad) - Number(a.bad) || apart(a) - apart(b))[0]
  return (instance ? of(instance) : undefined) ?? of('edge') ?? null
}
