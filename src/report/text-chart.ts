/** A chart of text: what happened when, for where nothing can be drawn. */
import type { Measurements } from '../measure/measurements.ts'
import { formatCount } from '../verdict/wording.ts'
import type { ReportInput } from './reporter.ts'
import { secondSeries } from './series.ts'
import { sparkline } from './sparkline.ts'

const WIDTH = 60

/**
 * None where there was no load. Each bar is a second, or the worst of several. Below the second that they were in, faults,
 * heals and releases are marked.
 */
export function textChart({ record, measurements }: Pick<ReportInput, 'record' | 'measurements'>): string[] {
  const { fromSecond, good, answered, unanswered, unsent, p95 } = secondSeries(record)
  if (good.length === 0) return []
  const failed = good.map((_, k) => (answered[k] ?? 0) + (unanswered[k] ?? 0))
  const most = (values: readonly (number | null)[]): number =>
    values.reduce<number>((a, b) => (b !== null && Number.isFinite(b) ? Math.max(a, b) : a), 0)
  const counted = (name: string, counts: readonly number[], shows?: 'least'): string =>
    `${name} ${sparkline(counts, WIDTH, shows)}  at most ${formatCount(most(counts))}`
  const latency = sparkline(p95, WIDTH)
  const signs = [
    ...(latency.includes('∞') ? ['∞ endless'] : []),
    ...(latency.includes(' ') ? ['blank where no request began'] : []),
  ]
  const isBounded = p95.some((value) => value !== null && Number.isFinite(value))
  const largest = isBounded ? [`at most ${Math.round(most(p95))} ms`] : []
  const marks = marksLine(measurements, fromSecond, good.length)
  const step = stepOf(good.length)
  return [
    counted('good/s  ', good, 'least'),
    counted('failed/s', failed),
    ...(most(unsent) > 0 ? [`${counted('unsent/s', unsent)}, due and never sent`] : []),
    `p95      ${latency}  ${[...largest, ...signs].join(', ')}`,
    ...(marks === null ? [] : [`         ${marks}`]),
    ...(step === 1 ? [] : [`         each bar: the worst second of ${step} s`]),
  ]
}

/** So many seconds are one bar. */
function stepOf(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / WIDTH))
}

/** `x` a fault, `o` it healed, `>` a deploy, `<` a rollback; null: there is nothing to mark. */
function marksLine(measurements: Measurements, fromSecond: number, seconds: number): string | null {
  const { faults, deploys, rollbacks } = measurements
  const found = [
    ...deploys.map(({ startMs }) => ({ atMs: startMs, mark: '>' })),
    ...rollbacks.map(({ decidedMs }) => ({ atMs: decidedMs, mark: '<' })),
    ...faults.flatMap(({ healed }) => (healed?.seen ? [{ atMs: healed.atMs, mark: 'o' }] : [])),
    ...faults.flatMap(({ instantMs }) => (instantMs === null ? [] : [{ atMs: instantMs, mark: 'x' }])),
  ]
  if (found.length === 0) return null
  const step = stepOf(seconds)
  const places = Array.from({ length: Math.ceil(seconds / step) }, () => ' ')
  for (const { atMs, mark } of found) {
    const place = Math.floor((atMs / 1000 - fromSecond) / step)
    if (place >= 0 && place < places.length) places[place] = mark
  }
  const words: Record<string, string> = { x: 'a fault', o: 'healed', '>': 'a deploy', '<': 'a rollback' }
  const used = Object.keys(words).filter((mark) => places.includes(mark))
  return `${places.join('')}  ${used.map((mark) => `${mark} ${words[mark]}`).join(', ')}`
}
