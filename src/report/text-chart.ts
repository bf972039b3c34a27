/** A chart of text: what happened when, for where nothing can be drawn. */
import type { Measurements } from '../measure/measurements.ts'
import { formatCount } from '../verdict/wording.ts'
import type { ReportInput } from './reporter.ts'
import { secondSeries } from './series.ts'
import { sparkline } from './sparkline.ts'

const WIDTH = 60

/** None where there was no load. The last line marks faults, heals and releases below the second that they were in. */
export function textChart({ record, measurements }: Pick<ReportInput, 'record' | 'measurements'>): string[] {
  const { fromSecond, good, answered, unanswered, unsent, p95 } = secondSeries(record)
  if (good.length === 0) return []
  const failed = good.map((_, k) => (answered[k] ?? 0) + (unanswered[k] ?? 0) + (unsent[k] ?? 0))
  const finite = p95.map((value) => (value === null || Number.isFinite(value) ? value : null))
  const endless = p95.some((value) => value === Number.POSITIVE_INFINITY)
  const most = (values: readonly (number | null)[]): number =>
    values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0)
  const marks = marksLine(measurements, fromSecond, good.length)
  return [
    `good/s   ${sparkline(good, WIDTH)}  at most ${formatCount(most(good))}`,
    `failed/s ${sparkline(failed, WIDTH)}  at most ${formatCount(most(failed))}`,
    `p95      ${sparkline(finite, WIDTH)}  at most ${Math.round(most(finite))} ms${endless ? ', endless where it is blank' : ''}`,
    ...(marks === null ? [] : [`         ${marks}`]),
  ]
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
  const step = Math.max(1, Math.ceil(seconds / WIDTH))
  const places = Array.from({ length: Math.ceil(seconds / step) }, () => ' ')
  for (const { atMs, mark } of found) {
    const place = Math.floor((atMs / 1000 - fromSecond) / step)
    if (place >= 0 && place < places.length) places[place] = mark
  }
  const words: Record<string, string> = { x: 'a fault', o: 'healed', '>': 'a deploy', '<': 'a rollback' }
  const used = Object.keys(words).filter((mark) => places.includes(mark))
  return `${places.join('')}  ${used.map((mark) => `${mark} ${words[mark]}`).join(', ')}`
}
