/** One entry for each sabotage; the passing proxy is none: it is what the healthy run is seen through. */
import type { Sabotage } from '../config/sabotage.ts'
import type { ResolvedDrill, Step } from '../drill/model.ts'
import type { Indicator } from '../drill/objective.ts'
import { visits } from '../drill/walk.ts'
import type { Expectation } from './expectation.ts'
import { healsAnything } from './healed.ts'

export type Provable = Exclude<Sabotage, 'passes'>

const ON_THE_WIRE = {
  caughtBy: 'fail',
  harmless: true,
  withstood: 'never',
  counted: true,
  steps: 'of-users',
} as const
/** Clauses of steps alone tell of them. */
const IN_STEPS = { counted: false, steps: 'all', shows: () => false, entails: () => false } as const
const always = (): null => null

export const EXPECTATIONS: Readonly<Record<Provable, Expectation>> = {
  'noop-fault': {
    what: 'faults do nothing',
    ...IN_STEPS,
    caughtBy: 'fault-not-seen',
    harmless: true,
    ofWrites: false,
    withstood: 'never',
    lacks: (drill) => (has(drill, ({ kind }) => kind === 'fault') ? null : 'it injects no fault'),
    judges: 'that its fault landed',
    clause: 'kill(instance())',
  },
  'noop-heal': {
    what: 'heals and the clean-up do nothing',
    ...IN_STEPS,
    caughtBy: 'unhealed',
    harmless: false,
    ofWrites: false,
    withstood: 'never',
    lacks: (drill) => (healsAnything(drill) ? null : 'nothing in it is healed by the harness'),
    judges: 'that what it broke is whole again',
    clause: 'until(ready({ all: true }), { within: "60s" })',
  },
  'version-lies': {
    what: 'releases do not arrive, and the version endpoint says that they did',
    ...IN_STEPS,
    caughtBy: 'fail',
    harmless: true,
    ofWrites: false,
    withstood: 'never',
    lacks: (drill, { ships }) =>
      ships && has(drill, ({ kind }) => kind === 'deploy') ? null : 'it ships no release',
    entails: ({ kind }) => kind === 'detection' || kind === 'rollback-time' || kind === 'check' || own(kind),
    judges: 'what users are answered by, where the app says its release in a header',
    clause: 'until(serving(next(), { all: true }), { within: "10s" })',
  },
  'no-retries': {
    what: 'the edge takes turns, checks nothing and retries nothing',
    ...ON_THE_WIRE,
    ofWrites: false,
    withstood: 'unless-met',
    lacks(drill, { instances }) {
      if (instances < 2) return 'there is one instance, and an edge has no other to turn to'
      return has(drill, takesAway) ? null : 'it takes no instance away'
    },
    shows: failing,
    entails: (indicator) => indicator.kind === 'latency' || suffering(indicator),
    judges: 'requests that fail',
    clause: "uptime().atLeast('99.9%')",
  },
  loses: {
    what: '3 % of the requests are lost',
    ...ON_THE_WIRE,
    ofWrites: false,
    lacks: always,
    shows: failing,
    // Fewer than one in twenty is lost: no p95 shows it.
    entails: (indicator) => (indicator.kind === 'latency' ? indicator.percentile > 95 : suffering(indicator)),
    judges: 'requests that fail',
    clause: "uptime().atLeast('99.9%')",
  },
  delays: {
    what: '10 % of the requests take 400 ms longer',
    ...ON_THE_WIRE,
    ofWrites: false,
    lacks: always,
    shows: ({ kind }) => kind === 'latency',
    // What runs into its time limit fails.
    entails: (indicator) => failing(indicator) || suffering(indicator),
    judges: 'how long requests take',
    clause: "p95().below('150ms')",
  },
  duplicates: {
    what: '5 % of the writes arrive twice',
    ...ON_THE_WIRE,
    harmless: false,
    ofWrites: true,
    withstood: 'if-counted',
    lacks: always,
    shows: counting('duplicated'),
    entails: (indicator) =>
      failing(indicator) ||
      own(indicator.kind) ||
      (indicator.kind === 'jobs' && indicator.wrong === 'duplicated'),
    judges: 'whether writes are stored twice',
    clause: 'writes().duplicated(0)',
  },
  'loses-writes': {
    what: '5 % of the writes are acknowledged and go no further',
    ...ON_THE_WIRE,
    ofWrites: true,
    lacks: always,
    shows: counting('lost'),
    // Who asks for what was not stored is told so.
    entails: (indicator) => failing(indicator) || own(indicator.kind),
    judges: 'whether acknowledged writes are stored',
    clause: 'writes().lost(0)',
  },
}

export const PROVABLE = Object.keys(EXPECTATIONS) as readonly Provable[]

function has({ steps }: ResolvedDrill, wanted: (step: Step) => boolean): boolean {
  return [...visits(steps)].some(({ step }) => wanted(step))
}

/** Whoever goes away by order or by force, with requests on the way to it. */
function takesAway(step: Step): boolean {
  if (step.kind === 'fault') return step.victim.ref !== 'service'
  return step.kind === 'stop' || step.kind === 'restart' || step.kind === 'deploy'
}

function failing({ kind }: Indicator): boolean {
  return kind === 'uptime' || kind === 'errors' || kind === 'failures' || kind === 'check'
}

/** What comes of requests that are not answered, or late. */
function suffering({ kind }: Indicator): boolean {
  return ['failure-latency', 'interruption', 'recovery', 'rollback-time'].includes(kind) || own(kind)
}

/** What a drill's author measures by own means may show anything. */
function own(kind: Indicator['kind']): boolean {
  return kind === 'metric' || kind === 'probe' || kind === 'custom'
}

function counting(wrong: 'lost' | 'duplicated') {
  return (indicator: Indicator): boolean => indicator.kind === 'writes' && indicator.wrong === wrong
}
