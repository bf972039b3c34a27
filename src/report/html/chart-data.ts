import type { Measurements } from '../../measure/measurements.ts'
import type { ReportInput } from '../reporter.ts'
import { type SecondSeries, secondSeries } from '../series.ts'

/** What the page's charts draw; all times are run seconds. */
export interface ChartData extends SecondSeries {
  phases: { name: string; from: number; to: number }[]
  marks: { label: string; at: number; kind: 'fault' | 'healed' | 'release' }[]
  outages: { from: number; to: number }[]
}

export function chartData({ record, measurements }: ReportInput): ChartData {
  const { windows, outages } = measurements
  return {
    ...secondSeries(record),
    phases: windows
      .filter(({ kind }) => kind === 'phase')
      .map(({ name, startMs, endMs }) => ({ name, from: startMs / 1000, to: endMs / 1000 })),
    marks: [...faultMarks(measurements), ...releaseMarks(measurements)],
    outages: outages.map(({ startMs, endMs }) => ({ from: startMs / 1000, to: endMs / 1000 })),
  }
}

function faultMarks({ faults }: Measurements): ChartData['marks'] {
  return faults.flatMap(({ fault, victim, instantMs, healed }): ChartData['marks'] => [
    ...(instantMs === null
      ? []
      : [{ label: `${fault} ${victim}`, at: instantMs / 1000, kind: 'fault' as const }]),
    ...(healed?.seen ? [{ label: `${victim} healed`, at: healed.atMs / 1000, kind: 'healed' as const }] : []),
  ])
}

function releaseMarks({ deploys, rollbacks }: Measurements): ChartData['marks'] {
  const mark = (label: string, atMs: number | null): ChartData['marks'] =>
    atMs === null ? [] : [{ label, at: atMs / 1000, kind: 'release' }]
  return [
    ...deploys.flatMap(({ to, startMs, switched, trigger }) => [
      ...mark(`deploy of ${to || 'a release'} begins`, startMs),
      ...switched.flatMap(({ name, atMs }) => mark(`${name} serves ${to}`, atMs)),
      ...mark('a trigger fires', trigger?.atMs ?? null),
    ]),
    ...rollbacks.flatMap(({ to, decidedMs, settledMs }) => [
      ...mark(`rollback to ${to} decided`, decidedMs),
      ...mark(`rollback to ${to} settled`, settledMs),
    ]),
  ]
}
