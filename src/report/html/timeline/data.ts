/** What the timeline's script is given, beside the markup: seconds of the run throughout. */
import { AROUND_FOCUS_MS, focusOf } from '../../focus.ts'
import type { Moment } from '../../moments.ts'
import { plain } from '../../plain.ts'
import type { ReportInput } from '../../reporter.ts'
import { type Stretch, spanOf } from '../../series.ts'
import { type LaneState, laneStateOf } from './lane-state.ts'
import { closePoints, type Points, wholePoints } from './points.ts'

export interface TimelineData {
  /** All that there is. */
  from: number
  to: number
  /** What is shown first, and the moment in its middle. */
  open: { from: number; to: number }
  focus: number
  phases: { name: string; from: number; to: number }[]
  /** In the order of time. */
  moments: { no: number; at: number; words: string }[]
  outages: { from: number; to: number }[]
  instances: { name: string; states: [from: number, to: number, is: LaneState][] }[]
  whole: Points
  close: Points[]
}

const LONGEST_NAME = 60

export function timelineData(input: ReportInput, moments: readonly Moment[]): TimelineData {
  const { record, measurements, verdict } = input
  const { atMs } = focusOf(verdict, measurements)
  const whole = wholeOf(input, [atMs, ...moments.map((moment) => moment.atMs)])
  const close = [
    atMs,
    ...measurements.faults.flatMap(({ instantMs }) => instantMs ?? []),
    ...breachesMs(input),
  ]
  return {
    from: seconds(whole.fromMs),
    to: seconds(whole.toMs),
    open: {
      from: seconds(Math.max(whole.fromMs, atMs - AROUND_FOCUS_MS)),
      to: seconds(Math.min(whole.toMs, atMs + AROUND_FOCUS_MS)),
    },
    focus: seconds(atMs),
    phases: measurements.windows
      .filter(({ kind }) => kind === 'phase')
      .map(({ name, startMs, endMs }) => ({
        name: plain(name, LONGEST_NAME),
        from: seconds(startMs),
        to: seconds(endMs),
      })),
    moments: moments.map(({ no, atMs: at, words }) => ({ no, at: seconds(at), words: plain(words, 200) })),
    outages: measurements.outages.map(({ startMs, endMs }) => ({
      from: seconds(startMs),
      to: seconds(endMs),
    })),
    instances: verdict.instances.map(({ instance, stretches }) => ({
      name: plain(instance, LONGEST_NAME),
      states: stretches.map((each) => [seconds(each.startMs), seconds(each.endMs), laneStateOf(each)]),
    })),
    whole: wholePoints(record, whole),
    close: closePoints(record, whole, close),
  }
}

/** All of the load, all phases, and all moments and lines of logs. */
function wholeOf({ record, measurements, logs }: ReportInput, momentsMs: readonly number[]): Stretch {
  const span = spanOf(record)
  const phases = measurements.windows.filter(({ kind }) => kind === 'phase')
  const all = [
    ...momentsMs,
    ...(span ? [span.fromMs, span.toMs] : []),
    ...phases.flatMap(({ startMs, endMs }) => [startMs, endMs]),
    ...(logs?.lines ?? []).map(({ atMs }) => atMs),
  ]
  const fromMs = all.reduce((a, b) => Math.min(a, b))
  const toMs = all.reduce((a, b) => Math.max(a, b))
  // Where nothing is known but one moment, there is a second of it all the same.
  return { fromMs, toMs: Math.max(toMs, fromMs + 1000) }
}

function breachesMs({ verdict: { diagnosis } }: ReportInput): number[] {
  return (diagnosis?.next ?? []).flatMap(({ atMs }) => atMs ?? [])
}

function seconds(ms: number): number {
  return Math.round(ms) / 1000
}
