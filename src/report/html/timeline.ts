import { engineMarks } from '../engine-lines.ts'
import { html as esc } from '../escape.ts'
import type { ReportInput } from '../reporter.ts'
import { chartData } from './chart-data.ts'
import { lanes } from './lanes.ts'

const WIDTH = 1000

/** The whole run on one strip: phases, marks of faults and heals, outages of the prober as bars. Needs no script. */
export function timeline(input: ReportInput): string {
  const { phases, marks, outages, fromSecond, ok } = chartData(input)
  const ends = [
    ...phases.flatMap(({ from, to }) => [from, to]),
    ...marks.map(({ at }) => at),
    ...outages.map(({ to }) => to),
  ]
  const from = Math.min(fromSecond, ...ends)
  const to = Math.max(fromSecond + ok.length, ...ends, from + 1)
  const x = (second: number): number => Number((((second - from) / (to - from)) * WIDTH).toFixed(1))
  const bands = phases.map(({ name, from: begin, to: end }, index) => {
    const words = `${name}: ${begin.toFixed(1)}–${end.toFixed(1)} s`
    return `<g>${title(words)}<rect class="band${index % 2}" x="${x(begin)}" y="0" width="${Math.max(0, x(end) - x(begin)).toFixed(1)}" height="40"/><text x="${x(begin) + 4}" y="16">${esc(name.slice(0, 40))}</text></g>`
  })
  const bars = outages.map(
    ({ from: begin, to: end }) =>
      `<rect class="outage" x="${x(begin)}" y="28" width="${Math.max(2, x(end) - x(begin)).toFixed(1)}" height="12">${title(`outage of ${(end - begin).toFixed(3)} s`)}</rect>`,
  )
  const lines = marks.map(
    ({ label, at, kind }) =>
      `<rect class="${kind}" x="${x(at)}" y="0" width="3" height="40">${title(`${label} at ${at.toFixed(3)} s`)}</rect>`,
  )
  const legend = marks.map(
    ({ label, at, kind }) => `<li class="${kind}">${at.toFixed(1)} s: ${esc(label)}</li>`,
  )
  const told = engineOf(input, x)
  return `<section><h2>Timeline</h2><svg viewBox="0 0 ${WIDTH} 40" preserveAspectRatio="none" role="img" aria-label="phases, faults and outages">${bands.join('')}${bars.join('')}${lines.join('')}${told.ticks}</svg>${lanes(input.verdict, x, WIDTH)}<ul class="legend">${legend.join('')}</ul>${told.legend}</section>`
}

/** What the container engine told, as small marks below the phases' names. */
function engineOf(
  { measurements }: ReportInput,
  x: (second: number) => number,
): { ticks: string; legend: string } {
  const told = engineMarks(measurements).map(({ atMs, words, bad }) => ({
    at: atMs / 1000,
    words,
    color: bad ? 'var(--fail)' : 'var(--faint)',
  }))
  if (told.length === 0) return { ticks: '', legend: '' }
  const ticks = told.map(
    ({ at, words, color }) =>
      `<rect style="fill: ${color}" x="${x(at)}" y="19" width="2" height="8">${title(`${words} at ${at.toFixed(3)} s, by the engine`)}</rect>`,
  )
  const items = told.map(
    ({ at, words, color }) => `<li style="color: ${color}">${at.toFixed(1)} s: ${esc(words)}</li>`,
  )
  return {
    ticks: ticks.join(''),
    legend: `<p class="axes">The engine told:</p><ul class="legend">${items.join('')}</ul>`,
  }
}

function title(text: string): string {
  return `<title>${esc(text)}</title>`
}
