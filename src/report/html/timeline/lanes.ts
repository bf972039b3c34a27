/** The rows of the timeline below its charts: the prober, each instance, the engine, the logs. Drawn without a script. */
import { formatMs } from '../../../units.ts'
import { html as esc } from '../../escape.ts'
import type { Excerpt } from '../../log-excerpt.ts'
import type { Moment } from '../../moments.ts'
import type { ReportInput } from '../../reporter.ts'
import { LANE_WORDS, laneStateOf } from './lane-state.ts'

const HEIGHT = 16

export interface Stretched {
  /** Run seconds. */
  from: number
  to: number
}

/**
 * A drawing whose x is the run's clock. It is stretched to its place, and the page's script moves it by its viewBox; so
 * it holds no text, and lines keep their width.
 */
export function onClock(className: string, { from, to }: Stretched, height: number, inner: string): string {
  return `<svg class="on-clock ${className}" data-height="${height}" viewBox="${from} 0 ${Number((to - from).toFixed(3))} ${height}" preserveAspectRatio="none" aria-hidden="true" focusable="false">${inner}</svg>`
}

export function lanes(input: ReportInput, whole: Stretched, moments: readonly Moment[]): string {
  const { measurements, verdict, logs } = input
  const rows = [
    lane(
      'Prober: outages',
      whole,
      measurements.outages.map(({ startMs, endMs }) =>
        bar('outage', startMs, endMs, `outage of ${formatMs(endMs - startMs)} from ${at(startMs)}`),
      ),
    ),
    ...verdict.instances.map(({ instance, stretches, leftOut }) =>
      lane(
        `${instance}${leftOut > 0 ? ' (not all of it)' : ''}`,
        whole,
        stretches.map((stretch) => {
          const is = laneStateOf(stretch)
          const release = stretch.release === null ? '' : ` on ${stretch.release}`
          const words = `${instance}${release}: ${LANE_WORDS[is]}, ${at(stretch.startMs)} to ${at(stretch.endMs)}`
          return bar(is, stretch.startMs, stretch.endMs, words)
        }),
      ),
    ),
  ]
  const engine = moments.filter(({ kind }) => kind === 'engine')
  if (engine.length > 0)
    rows.push(
      lane(
        'Engine',
        whole,
        engine.map(({ no, atMs, words }) => tick('told', atMs, `m${no}`, words)),
      ),
    )
  if (logs && logs.lines.length > 0) rows.push(lane('Log lines', whole, logTicks(logs)))
  return rows.join('\n')
}

function logTicks({ lines }: Excerpt): string[] {
  return lines.map(({ no, atMs, source, text, bad }) =>
    tick(bad ? 'bad' : 'told', atMs, `log-${no}`, `${source}: ${text}`),
  )
}

function lane(name: string, whole: Stretched, inner: readonly string[]): string {
  return `<div class="row lane"><span class="lane-name">${esc(name)}</span>${onClock('lane-drawing', whole, HEIGHT, inner.join(''))}</div>`
}

function bar(className: string, startMs: number, endMs: number, words: string): string {
  const width = Math.max(0.001, (endMs - startMs) / 1000)
  return `<rect class="${className}" x="${startMs / 1000}" y="0" width="${Number(width.toFixed(3))}" height="${HEIGHT}"><title>${esc(words)}</title></rect>`
}

/** A mark that leads to what is told of it. The wide line is there to be hit. */
function tick(className: string, atMs: number, anchor: string, words: string): string {
  const x = Math.round(atMs) / 1000
  const place = `x1="${x}" x2="${x}" y1="0" y2="${HEIGHT}"`
  return `<a href="#${anchor}" tabindex="-1"><title>${esc(`${at(atMs)}: ${words}`)}</title><line class="hit" ${place}/><line class="tick ${className}" ${place}/></a>`
}

/** `16.99 s` of the run. */
export function at(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}
