/** One line of a process's log: when it was written, and what a person should read of it. */
import { MOST_WALL_MS } from '../units.ts'

export interface LogLine {
  /** `web-1`, `edge`. */
  source: string
  /** Run ms. */
  atMs: number
  /** Without its time, secrets masked, not endless. */
  text: string
  /** It tells of something wrong, by its level or its words. */
  bad: boolean
  /** It tells of one request that was answered, as there are hundreds. */
  access: boolean
}

const LONGEST = 300
/** So much of a line is looked at: an app may write megabytes without an end. */
const MOST_READ = 16 * 1024
const ISO = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d| UTC)?/
/** A logger's own field; parsing each line whole would take ten times as long. */
const JSON_TIME = /"(?:time|timestamp|ts|@timestamp)":\s*(?:"([^"]+)"|(\d+(?:\.\d+)?))/
const MESSAGE_BEGIN = /"(?:msg|message)":"/
const MESSAGE_REST = /^((?:[^"\\]|\\.)+)"/
/** Later than any second since 1970 for a long time, and earlier than any millisecond of a run. */
const SECONDS_BELOW = 1e11
/** pino's: 40 is a warning, 50 an error. */
const WARNING = 40
const WRONG =
  /\b(error|errors|warn|warning|fatal|panic|exception|uncaught|unhandled|refused|timed? ?out|ECONN\w+|EPIPE|down|fail(ed|ure)?|cannot|could not|does not exist)\b/i

/** When it was written, by its own word: ms since 1970; null: it does not say. */
export function timeOf(whole: string): number | null {
  const line = whole.slice(0, MOST_READ)
  const json = line.startsWith('{') ? JSON_TIME.exec(line) : null
  if (json?.[2] !== undefined) {
    const ms = Number(json[2]) * (Number(json[2]) < SECONDS_BELOW ? 1000 : 1)
    return ms <= MOST_WALL_MS ? ms : null
  }
  const found = ISO.exec(json?.[1] ?? line.slice(0, 80))
  if (!found) return null
  const text = found[0].replace(' UTC', 'Z').replace(' ', 'T').replace(',', '.')
  // Without a zone it is taken for UTC, which machines that run apps are set to.
  const ms = Date.parse(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)
  return Number.isFinite(ms) ? ms : null
}

/** The lines whose time lies within; one without a time of its own goes with the line before it. */
export function linesWithin(
  text: string,
  source: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
  toRunMs: (wallMs: number) => number,
): LogLine[] {
  const lines: LogLine[] = []
  let atMs: number | null = null
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const wallMs = timeOf(line)
    if (wallMs !== null) atMs = toRunMs(wallMs)
    if (atMs === null || atMs < fromMs || atMs > toMs) continue
    lines.push({ source, atMs, ...readLine(line) })
  }
  return lines
}

/** What it says, without its time. */
export function readLine(whole: string): Pick<LogLine, 'text' | 'bad' | 'access'> {
  const line = whole.slice(0, MOST_READ).toWellFormed()
  const begin = line.indexOf('{')
  const json = begin >= 0 && begin < 40 ? objectOf(line.slice(begin)) : null
  if (json === null) {
    // An object that was cut off is not one any more, but its message may stand in what is left.
    const text = (cutMessage(line.slice(Math.max(0, begin))) ?? line.replace(ISO, '')).trim()
    return { text: masked(text), bad: WRONG.test(text), access: false }
  }
  const level = Number(told(json.level) || Number.NaN)
  const answered = json.status ?? json.statusCode ?? fieldOf(json.res, 'statusCode')
  const status = Number(told(answered) || Number.NaN)
  const error = json.err ?? json.error
  const why = typeof error === 'object' ? fieldOf(error, 'message') : error
  const request = [json.method, json.path ?? json.url, Number.isFinite(status) ? status : null]
  const parts = [json.msg ?? json.message, ...request, why].map(told).filter((part) => part !== '')
  const bad = Number.isFinite(level) ? level >= WARNING : /^(warn|error|fatal)/i.test(told(json.level))
  return {
    text: masked(parts.length > 0 ? parts.join(' ') : line),
    bad: bad || status >= 500,
    access: Number.isFinite(status),
  }
}

/** What an app wrote as a field: only a plain value has words of its own. */
function told(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function cutMessage(text: string): string | null {
  const begin = text.startsWith('{') ? MESSAGE_BEGIN.exec(text) : null
  return begin ? (MESSAGE_REST.exec(text.slice(begin.index + begin[0].length))?.[1] ?? null) : null
}

/** Whoever reads a report need not read a secret that an app wrote into its log. */
function masked(text: string): string {
  const hidden = text
    .replaceAll(/:\/\/[^\s/@]+@/g, '://***@')
    .replaceAll(/\b(password|passwd|secret|token|api[-_]?key|authorization)(["']?\s*[=:]\s*)\S+/gi, '$1$2***')
  return hidden.length > LONGEST ? `${hidden.slice(0, LONGEST).toWellFormed()}…` : hidden
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}
