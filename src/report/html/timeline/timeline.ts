/** One timeline, everything on one clock: phases, requests, latency, the prober, each instance, the engine, the logs. */
import { counted, formatCount } from '../../../verdict/wording.ts'
import { html as esc } from '../../escape.ts'
import { focusOf } from '../../focus.ts'
import { type Moment, type MomentKind, momentsOf } from '../../moments.ts'
import type { ReportInput } from '../../reporter.ts'
import { section } from '../page/parts.ts'
import { momentsTable, secondsTable } from './alternatives.ts'
import { type TimelineData, timelineData } from './data.ts'
import { LANE_WORDS } from './lane-state.ts'
import { at, lanes, onClock } from './lanes.ts'
import { type TimelineChart, timelineCharts } from './specs.ts'

export interface Timeline {
  markup: string
  /** For the page's script, beside the markup. */
  data: TimelineData
  charts: TimelineChart[]
}

/** What has a number on the timeline; the rest has a row of its own, or is behind everything. */
const FLAGGED: readonly MomentKind[] = ['breach', 'fault', 'heal', 'release', 'death', 'person', 'change']

export function timelineOf(input: ReportInput): Timeline {
  const found = momentsOf(input)
  const data = timelineData(input, found.moments)
  const charts = timelineCharts(latencyLimitsMs(input))
  const { atMs, what } = focusOf(input.verdict, input.measurements)
  const markup = section(
    'timeline',
    'What happened around it?',
    `<p>Opened at 10 s before and after ${esc(what)}, at ${at(atMs)} of the run.</p>
${input.assets ? '' : '<p>The charts were left out: the chart library was not at hand. Their numbers stand below.</p>'}
${controls(data)}
${stack(input, found.moments, data, charts)}
${legend()}
${momentsTable(found, input.record.header.zeroWallMs)}
${secondsTable(input)}`,
  )
  return { markup, data, charts }
}

/** Bounds of the objectives on latency that are not compared with another window. */
function latencyLimitsMs({ measurements }: ReportInput): number[] {
  const limits = measurements.indicators.flatMap(({ objective: { indicator, bound } }) =>
    indicator.kind === 'latency' && 'value' in bound && typeof bound.value === 'number' ? [bound.value] : [],
  )
  return [...new Set(limits)].filter((limit) => limit > 0).slice(0, 4)
}

/** Of no use without the page's script, which shows them. */
function controls({ phases }: TimelineData): string {
  const button = (view: string, words: string, name = words): string =>
    `<button type="button" data-view="${view}"${name === words ? '' : ` aria-label="${name}"`}>${words}</button>`
  const ofPhases = phases
    .slice(0, 12)
    .map(
      ({ name, from, to }) =>
        `<button type="button" data-view="part" data-from="${from}" data-to="${to}">${esc(name)}</button>`,
    )
  return `<div class="controls" role="group" aria-label="Which part of the run the timeline shows" hidden>
${button('focus', '±10 s')}${button('all', 'whole run')}${button('in', '+', 'zoom in')}${button('out', '−', 'zoom out')}${button('earlier', '←', 'earlier')}${button('later', '→', 'later')}${button('previous', '‹ event', 'previous event')}${button('next', 'event ›', 'next event')}
${ofPhases.length === 0 ? '' : `<span class="of-phases">Phases: ${ofPhases.join('')}</span>`}
</div>
<p class="shown" role="status" id="timeline-shown"></p>`
}

function stack(
  input: ReportInput,
  moments: readonly Moment[],
  data: TimelineData,
  charts: readonly TimelineChart[],
): string {
  const whole = { from: data.from, to: data.to }
  const flagged = moments.filter(({ kind }) => FLAGGED.includes(kind))
  const flags = flagged.map(
    ({ no, atMs, kind, words }) =>
      `<a class="flag kind-${kind}" href="#m${no}" tabindex="-1" data-flag="${Math.round(atMs) / 1000}" title="${esc(`${at(atMs)}: ${words}`)}" hidden>${no}</a>`,
  )
  const names = data.phases.map(
    ({ name, from, to }) =>
      `<span class="phase-name" data-from="${from}" data-to="${to}" hidden>${esc(name)}</span>`,
  )
  const drawn = input.assets ? charts.map((chart) => chartRow(chart, input)) : []
  return `<div class="stack" id="timeline-stack" tabindex="0" role="group" aria-label="Timeline. Left and right move it, plus and minus zoom, 0 shows the whole run, B the first breach, N and P the next and the previous event.">
${onClock('shade', whole, 1, shade(data))}
<div class="row names" aria-hidden="true">${names.join('')}</div>
<div class="row flags" aria-hidden="true">${flags.join('')}</div>
${drawn.join('\n')}
${lanes(input, whole, moments)}
${onClock('marks', whole, 1, marks(flagged))}
<div class="pointer" aria-hidden="true" hidden></div>
</div>
<p class="readout" id="timeline-readout" aria-hidden="true"></p>`
}

function shade({ phases }: TimelineData): string {
  return phases
    .map(
      ({ name, from, to }, index) =>
        `<rect class="phase${index % 2}" x="${from}" y="0" width="${Number(Math.max(0, to - from).toFixed(3))}" height="1"><title>${esc(name)}</title></rect>`,
    )
    .join('')
}

function marks(flagged: readonly Moment[]): string {
  return flagged
    .map(({ kind, atMs }) => {
      const x = Math.round(atMs) / 1000
      return `<line class="kind-${kind}" x1="${x}" x2="${x}" y1="0" y2="1"/>`
    })
    .join('')
}

function chartRow({ id, title, spec }: TimelineChart, { verdict }: ReportInput): string {
  const keys = spec.series
    .toReversed()
    .map(({ label, color }) => `<span class="key key-${color}"></span>${label}`)
  const limits = spec.y.limits.length === 0 ? '' : ' <span class="key key-limit"></span>objective'
  return `<figure class="row chart"><figcaption>${title} ${keys.join(' ')}${limits}</figcaption>
<div id="${id}" class="plot" role="img" aria-label="${esc(`${title}. ${totals(verdict)} The table of seconds below has the numbers.`)}"></div></figure>`
}

function totals({ windows }: ReportInput['verdict']): string {
  const phases = windows.filter(({ kind }) => kind === 'phase')
  const of = phases.map(
    ({ name, requests, failed }) =>
      `${name}: ${counted(requests, 'request')}, ${formatCount(failed)} failed.`,
  )
  return of.slice(0, 8).join(' ')
}

function legend(): string {
  const states = Object.entries(LANE_WORDS).map(
    ([is, words]) => `<li><span class="key key-${is}"></span>${words}</li>`,
  )
  const kinds: [MomentKind, string][] = [
    ['breach', 'a clause breaks'],
    ['fault', 'fault'],
    ['heal', 'healed'],
    ['release', 'release'],
    ['death', 'died'],
    ['change', 'started, stopped, edge told'],
    ['person', 'by hand, a signal, or a guard'],
  ]
  const flags = kinds.map(
    ([kind, words]) => `<li><span class="flag in-legend kind-${kind}">n</span>${words}</li>`,
  )
  return `<ul class="legend" aria-label="What the colours mean">${states.join('')}${flags.join('')}</ul>`
}
