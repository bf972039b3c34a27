/** What the timeline shows, as tables: for whoever does not see it, and for numbers to be read off. */
import { formatMs } from '../../../units.ts'
import { formatCount } from '../../../verdict/wording.ts'
import { html as esc } from '../../escape.ts'
import { AROUND_FOCUS_MS, focusOf } from '../../focus.ts'
import type { Moments } from '../../moments.ts'
import type { ReportInput } from '../../reporter.ts'
import { countsOf, percentilesOf, spanOf } from '../../series.ts'
import { fold, table } from '../page/parts.ts'
import { at } from './lanes.ts'

/** Every moment with its evidence; its number is that of the mark on the timeline. */
export function momentsTable({ moments, leftOut }: Moments, zeroWallMs: number): string {
  const rows = moments.map(({ no, atMs, kind, words, evidence }) => ({
    id: `m${no}`,
    className: `kind-${kind}`,
    cells: [
      { html: `<span class="no">${no}</span>` },
      { html: timeLink(atMs), className: 'n' },
      { html: `<time>${clock(zeroWallMs + atMs)}</time>`, className: 'n' },
      {
        html: `<span class="dot" aria-hidden="true"></span>${esc(words)}${evidence.length === 0 ? '' : `<br><small>${esc(evidence.join('; '))}</small>`}`,
      },
    ],
  }))
  const more = leftOut === 0 ? '' : `<p>${formatCount(leftOut)} more, of less weight, are in the journal.</p>`
  const list = table({
    caption: 'What happened, in the order of time',
    head: ['no.', 'run', 'UTC', 'what, and what shows it'],
    rows,
  })
  return fold('moments', `What happened, moment by moment (${moments.length})`, `${list}${more}`, {
    open: moments.length <= 25,
  })
}

/** A link that moves the timeline to a moment. */
export function timeLink(atMs: number): string {
  return `<a href="#timeline" data-at="${Math.round(atMs) / 1000}">${at(atMs)}</a>`
}

/** `03:04:21.990`; a run lasts hours, not days. */
function clock(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(11, 23)
}

/** Empty where there was no load. */
export function secondsTable(input: ReportInput): string {
  const { record, measurements, verdict } = input
  const { atMs, what } = focusOf(verdict, measurements)
  const span = spanOf(record)
  if (span === null) return ''
  const begin = Math.floor(Math.max(atMs - AROUND_FOCUS_MS, span.fromMs) / 1000) * 1000
  const end = Math.floor(Math.min(atMs + AROUND_FOCUS_MS, span.toMs) / 1000) * 1000 + 1000
  const stretch = { fromMs: begin, toMs: end }
  const { good, answered, unanswered, unsent } = countsOf(record, stretch, 1000)
  const { p50, p95, p99 } = percentilesOf(record, stretch, 1000)
  const count = (value: number | undefined) => ({ html: formatCount(value ?? 0), className: 'n' })
  const ms = (value: number | null | undefined) => ({
    html: value === null || value === undefined ? '–' : formatMs(value),
    className: 'n',
  })
  const rows = good.map((_, k) => ({
    cells: [
      { html: timeLink(begin + k * 1000), className: 'n' },
      ...[good[k], answered[k], unanswered[k], unsent[k]].map(count),
      ...[p50[k], p95[k], p99[k]].map(ms),
    ],
  }))
  const words = `Second by second, around ${what}`
  const list = table({
    caption: words,
    head: ['from', 'good', 'failed, answered', 'failed, no answer', 'not sent', 'p50', 'p95', 'p99'],
    rows,
  })
  return fold('seconds', words, list)
}
