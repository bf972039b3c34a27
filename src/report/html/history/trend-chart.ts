/** One clause over the runs, as a drawing of a few lines; the numbers stand in the table below it. */
import type { Series, Trend } from '../../../history/history.ts'
import { counted } from '../../../verdict/wording.ts'
import { html as esc } from '../../escape.ts'
import { shownValue } from '../../history.ts'

const WIDTH = 600
const HEIGHT = 96
const EDGE = 8

export const TREND_STYLE = `
.trend { margin: 1rem 0 } .trend svg { display: block; width: 100%; height: 6rem }
.trend figcaption { font-weight: 600 } .trend .line { fill: none; stroke: var(--p95); stroke-width: 2; vector-effect: non-scaling-stroke }
.trend .bound { stroke: var(--fail); stroke-dasharray: 6 4; vector-effect: non-scaling-stroke }
.trend .run { stroke: var(--p95); stroke-width: 9; stroke-linecap: round; vector-effect: non-scaling-stroke } .trend .run.fail { stroke: var(--fail) } .trend .run.inconclusive { stroke: var(--open) }
.trend .worse { fill: var(--fail) } .trend .better { fill: var(--pass) } .trend .never { stroke: var(--fail); stroke-width: 3; vector-effect: non-scaling-stroke }
.whole { white-space: nowrap } td.worse { color: var(--fail) } td.better { color: var(--pass) }
`

/**
 * Drawn as wide as the page is: a point is a line without length, whose round end is round at any width.
 * Bounds are drawn where they are in sight: an objective far above would press all runs to the floor.
 */
export function trendChart(trend: Trend, { runs }: Pick<Series, 'runs'>): string {
  const { values, bound, unit, marks } = trend
  const seen = values.filter((value) => value !== null && Number.isFinite(value)).map(Number)
  const largest = Math.max(0, ...seen)
  const isInSight = bound !== null && bound > 0 && bound <= 3 * largest
  const top = Math.max(largest, isInSight ? bound : 0) || 1
  const x = (index: number): string =>
    (EDGE + (runs.length < 2 ? 0.5 : index / (runs.length - 1)) * (WIDTH - 2 * EDGE)).toFixed(1)
  const y = (value: number): string => (HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE)).toFixed(1)
  const points = values.flatMap((value, index) => {
    if (value === null) return []
    const { id = '', verdict = 'pass' } = runs[index] ?? {}
    const title = `<title>${esc(`${id}: ${shownValue(value, unit)}`)}</title>`
    if (!Number.isFinite(value))
      return [`<line class="never" x1="${x(index)}" x2="${x(index)}" y1="0" y2="${HEIGHT}">${title}</line>`]
    return [`<path class="run ${verdict}" d="M${x(index)} ${y(value)}h0">${title}</path>`]
  })
  const line = values.flatMap((value, index) =>
    value === null || !Number.isFinite(value) ? [] : [`${x(index)},${y(value)}`],
  )
  const arrows = marks.map(({ finding, from, words }) => {
    const [at, tip] = [Number(x(from)), finding === 'worse' ? 0 : 10]
    const corners = `${at - 6},${10 - tip} ${at + 6},${10 - tip} ${at},${tip}`
    return `<polygon class="${finding}" points="${corners}"><title>${esc(`${words} from ${runs[from]?.id ?? ''} on`)}</title></polygon>`
  })
  const limit = isInSight
    ? `<line class="bound" x1="0" x2="${WIDTH}" y1="${y(bound)}" y2="${y(bound)}"><title>${esc(trend.objective)}</title></line>`
    : ''
  const never = values.some((value) => value !== null) ? ', never' : ''
  const most = seen.length === 0 ? never : `, up to ${shownValue(largest, unit)}`
  const about = `${trend.objective} in ${trend.window}: ${counted(seen.length, 'run')}${most}${marks.map(({ words }) => `, ${words}`).join('')}`
  return `<figure class="trend"><figcaption>${esc(trend.objective)} <span class="faint">in ${esc(trend.window)}${esc(most)}</span></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${esc(about)}">${limit}<polyline class="line" points="${line.join(' ')}"/>${points.join('')}${arrows.join('')}</svg></figure>`
}
