/** What happened in a run, one moment each, in the order of time: what a timeline marks, and a list of it tells. */
import type { Measurements } from '../measure/measurements.ts'
import { formatAt, formatMs } from '../units.ts'
import { deedsOf } from '../verdict/diagnosis/deeds.ts'
import type { Deed } from '../verdict/diagnosis/scene.ts'
import type { Verdict } from '../verdict/schema.ts'
import { clauseWords } from '../verdict/steady.ts'
import { counted } from '../verdict/wording.ts'
import { engineMarks } from './engine-lines.ts'
import type { ReportInput } from './reporter.ts'

export interface Moment {
  /** From 1, in the order of time: by it a mark and what is told of it find each other. */
  no: number
  /** Run ms. */
  atMs: number
  kind: MomentKind
  words: string
  /** What shows that it was so. */
  evidence: string[]
}

export type MomentKind =
  | 'breach'
  | 'fault'
  | 'heal'
  | 'release'
  | 'death'
  | 'change'
  | 'person'
  | 'phase'
  | 'outage'
  | 'engine'

export interface Moments {
  moments: Moment[]
  /** So many more there were: those that matter less. */
  leftOut: number
}

/** More than these nobody reads; in this order they are kept. */
const MOST = 120
const FIRST: readonly MomentKind[] = [
  'breach',
  'fault',
  'heal',
  'release',
  'death',
  'person',
  'phase',
  'change',
  'outage',
  'engine',
]
/** So many outages one after the other are told together. */
const MANY = 4
/** Shorter outages are dozens on a busy machine. They are bars on the timeline, and no news. */
const TOLD_OUTAGE_MS = 150

type Found = Omit<Moment, 'no'>

export function momentsOf({ record, measurements, verdict }: ReportInput): Moments {
  const found = [
    ...breachesOf(verdict),
    ...deedsOf(record.events).map((deed) => ofDeed(deed, measurements)),
    ...record.events.flatMap((event): Found[] => {
      const at = { atMs: event.atMs, evidence: [] }
      if (event.type === 'trigger')
        return [{ ...at, kind: 'release', words: 'a trigger fired', evidence: [event.restedOn] }]
      if (event.type === 'manual')
        return [{ ...at, kind: 'person', words: `to be done by hand: ${event.text}` }]
      if (event.type === 'guard' && event.decision === 'stop')
        return [{ ...at, kind: 'person', words: `guard ${event.guard}: stop`, evidence: [event.restedOn] }]
      return event.type === 'signal' ? [{ ...at, kind: 'person', words: `${event.signal} came` }] : []
    }),
    ...outagesOf(measurements),
    ...engineMarks(measurements).map(
      ({ atMs, words }): Found => ({ atMs, kind: 'engine', words, evidence: ['by the engine'] }),
    ),
  ]
  const all = joined(found)
  const kept = all
    .map((moment) => ({ moment, rank: FIRST.indexOf(moment.kind) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ moment }) => moment)
    .sort(byTime)
  return {
    moments: kept.map((moment, index) => ({ no: index + 1, ...moment })),
    leftOut: all.length - kept.length,
  }
}

/** Those that broke at one moment are one: a phase, and the length that was planned for it, break by one request. */
function breachesOf({ clauses, diagnosis }: Verdict): Found[] {
  if (!diagnosis) return []
  const named = [diagnosis.first, ...diagnosis.next].flatMap(({ clause: id, atMs, what }) => {
    const clause = clauses.find((each) => each.id === id)
    return atMs === null ? [] : [{ atMs, what, name: clause ? clauseWords(clause) : id }]
  })
  return [...Map.groupBy(named, ({ atMs }) => atMs)].flatMap(([atMs, together]) => {
    const [first, ...others] = together
    if (!first) return []
    const also = others.map(({ name }) => name)
    return [
      {
        atMs,
        kind: 'breach',
        words: `${first.name} broke`,
        evidence: [first.what, ...(also.length === 0 ? [] : [`and with it ${also.join(', ')}`])],
      },
    ]
  })
}

const KINDS: Readonly<Record<Deed['kind'], MomentKind>> = {
  fault: 'fault',
  heal: 'heal',
  stop: 'change',
  start: 'change',
  route: 'change',
  deploy: 'release',
  switched: 'release',
  rollback: 'release',
  migrate: 'release',
  death: 'death',
  phase: 'phase',
}

function ofDeed({ atMs, kind, name, words }: Deed, { faults }: Measurements): Found {
  const shown = { atMs, kind: KINDS[kind], words }
  if (kind === 'fault') {
    const fault = faults.find(({ victim, instantMs }) => victim === name && instantMs === atMs)
    const seen = fault?.landed
    if (seen?.seen) return { ...shown, evidence: ['seen to land', ...seen.evidence] }
    return { ...shown, evidence: ['NOT seen to land', ...(seen?.evidence ?? [])] }
  }
  if (kind !== 'heal') return { ...shown, evidence: [] }
  const healed = faults.find((each) => each.victim === name && each.healed?.atMs === atMs)?.healed
  return { ...shown, evidence: healed?.evidence ?? [] }
}

/** What happened at the moment of what was done to the app stands after it. */
function byTime(a: Found, b: Found): number {
  const follows = ({ kind }: Found): number => Number(kind === 'breach' || kind === 'outage')
  return a.atMs - b.atMs || follows(a) - follows(b)
}

/** Many outages with nothing between them are one thing that happened: users were served now and then. */
function joined(all: readonly Found[]): Found[] {
  const groups: Found[][] = []
  for (const moment of all.toSorted(byTime)) {
    const last = groups.at(-1)
    if (moment.kind === 'outage' && last?.[0]?.kind === 'outage') last.push(moment)
    else groups.push([moment])
  }
  return groups.flatMap((group) => {
    const [first] = group
    const last = group.at(-1)
    if (!first || !last || group.length < MANY) return group
    const words = `${group.length} times the prober was not served, for the last time at ${formatAt(last.atMs)} of the run`
    return [{ ...first, words, evidence: [`the first time ${first.words.replace(/^.*, /, '')}`] }]
  })
}

function outagesOf({ outages }: Measurements): Found[] {
  return outages
    .filter(({ startMs, endMs, open }) => open || endMs - startMs >= TOLD_OUTAGE_MS)
    .map(({ startMs, endMs, open, failedProbes }) => ({
      atMs: startMs,
      kind: 'outage',
      words: `the prober was not served, ${open ? 'to the end' : `for ${formatMs(endMs - startMs)}`}`,
      evidence: [`${counted(failedProbes, 'probe')} failed, or took too long`],
    }))
}
