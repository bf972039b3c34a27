import type { ReportInput } from '../reporter.ts'
import { type SecondSeries, secondSeries } from '../series.ts'

/** What the page's charts draw; all times are run seconds. */
export interface ChartData extends SecondSeries {
  phases: { name: string; from: number; to: number }[]
  marks: { label: string; at: number; kind: 'fault' | 'healed' }[]
  outages: { from: number; to: number }[]
}

export function chartData({ record, measurements }: ReportInput): ChartData {
  const { windows, faults, outages } = measurements
  return {
    ...secondSeries(record),
    phases: windows
      .filter(({ kind }) => kind === 'phase')
      .map(({ name, startMs, endMs }) => ({ name, from: startMs / 1000, to: endMs / 1000 })),
    marks: faults.flatMap(({ fault, victim, instantMs, healed }): ChartData['marks'] => [
      ...(instantMs === null
        ? []
        : [{ label: `${fault} ${victim}`, at: instantMs / 1000, kind: 'fault' as const }]),
      ...(healed?.seen
        ? [{ label: `${victim} healed`, at: healed.atMs / 1000, kind: 'healed' as const }]
        : []),
    ]),
    outages: outages.map(({ startMs, endMs }) => ({ from: startMs / 1000, to: endMs / 1000 })),
  }
}
