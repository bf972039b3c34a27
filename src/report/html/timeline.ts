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
  const title = (text: string): string => `<title>${esc(text)}</title>`
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
  return `<section><h2>Timeline</h2><svg viewBox="0 0 ${WIDTH} 40" preserveAspectRatio="none" role="img" aria-label="phases, faults and outages">${bands.join('')}${bars.join('')}${lines.join('')}</svg>${lanes(input.verdict, x, WIDTH)}<ul class="legend">${legend.join('')}</ul></section>`
}
