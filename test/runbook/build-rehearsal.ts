/** A rehearsal in few words: release 2 is built, migrated to, shipped and taken back by a team's own commands. */
import { serving } from '../../src/drill/conditions.ts'
import { drill } from '../../src/drill/drill.ts'
import { errors, p95 } from '../../src/drill/indicators.ts'
import { load } from '../../src/drill/load-profile.ts'
import type { ResolvedDrill, Step } from '../../src/drill/model.ts'
import { next, previous } from '../../src/drill/releases.ts'
import { resolve } from '../../src/drill/resolve.ts'
import { deploy, migrate, rollback } from '../../src/drill/shipping.ts'
import { phase, until } from '../../src/drill/steps.ts'
import { stockTriggers } from '../../src/drills/triggers.ts'
import type { EventBody, JournalEvent } from '../../src/journal/events.ts'
import type { Chosen, Rehearsal, Today } from '../../src/runbook/rehearsal.ts'
import type { CommandLine, PlannedCommand } from '../../src/target/target.ts'
import { judge } from '../../src/verdict/judge.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { measured } from '../verdict/build-measurements.ts'
import { ranToEnd } from '../verdict/build-run.ts'

export const ROOT = '/srv/app'

type Timed = { atMs: number } & EventBody

export function line(words: string, env: Record<string, string> = {}): CommandLine {
  return { argv: words.split(' '), cwd: ROOT, env }
}

export const COMMANDS = {
  build: line('make release VERSION=2'),
  check: line('/srv/app/releases/2/bin/check'),
  status: line('./migrate status', { DATABASE_URL: '‹redacted›' }),
  up: line('./migrate up 2', { DATABASE_URL: '‹redacted›' }),
  deploy: line('./ship /srv/app/releases/2'),
  rollback: line('./ship /srv/app/releases/1'),
} as const

export const PLANNED: PlannedCommand[] = [
  { what: 'migrate status: ./migrate status', command: COMMANDS.status },
  { what: 'migrate up: ./migrate up 2', command: COMMANDS.up },
  { what: 'build release 2', command: COMMANDS.build },
  { what: 'check the configuration for 2', command: COMMANDS.check },
  { what: 'deploy 2', command: COMMANDS.deploy },
  { what: 'roll back to 1', command: COMMANDS.rollback },
]

/** A command that came to a good end, as a run journals it. */
export function ran(what: string, command: CommandLine, startMs: number, endMs: number): Timed[] {
  return [
    { atMs: endMs, type: 'done', id: startMs },
    { atMs: endMs, type: 'command', what, command, startMs, endMs },
  ]
}

const RELEASES = {
  1: { version: '1', digest: 'sha256:aaa', where: '/srv/app/releases/1' },
  2: { version: '2', digest: 'sha256:bbb', where: '/srv/app/releases/2' },
} as const

const MIGRATED: Timed[] = [
  { atMs: 10_000, type: 'step-started', path: 'steps[0].steps[0]', what: 'migrate up for the next release' },
  ...ran('migrate status: ./migrate status', COMMANDS.status, 10_000, 10_040),
  ...ran('migrate up: ./migrate up 2', COMMANDS.up, 10_050, 10_250),
  { atMs: 10_260, type: 'migrated', window: 'migrated', release: '2', direction: 'up', moved: ['two'] },
  ...ran('migrate status: ./migrate status', COMMANDS.status, 10_270, 10_300),
  {
    atMs: 10_310,
    type: 'finding',
    window: 'migrated',
    path: 'steps[0].steps[0]',
    what: 'no migration of 2 is pending',
    holds: true,
    evidence: ['its status shows none'],
  },
  { atMs: 10_320, type: 'step-ended', path: 'steps[0].steps[0]', outcome: 'done', detail: '' },
]

const DEPLOYED: Timed[] = [
  {
    atMs: 12_000,
    type: 'deploy-started',
    window: 'deploy',
    from: RELEASES[1],
    to: RELEASES[2],
    strategy: 'command',
  },
  ...ran('check the configuration for 2', COMMANDS.check, 12_010, 12_200),
  ...ran('migrate status: ./migrate status', COMMANDS.status, 12_210, 12_240),
  ...ran('deploy 2', COMMANDS.deploy, 12_300, 15_300),
  { atMs: 15_400, type: 'deploy-ended', window: 'deploy', outcome: 'deployed', code: null, detail: '' },
  condition('deploy', next(), 15_500, 'web-1 and web-2 serve 2'),
]

const BACK: Timed[] = [
  {
    atMs: 17_000,
    type: 'rollback-decided',
    window: 'rollback',
    why: 'the drill rolls back',
    to: RELEASES[1],
  },
  { atMs: 17_010, type: 'rollback-started', window: 'rollback' },
  ...ran('roll back to 1', COMMANDS.rollback, 17_020, 19_020),
  { atMs: 19_300, type: 'rollback-acted', window: 'rollback' },
  condition('rollback', previous(), 19_400, 'web-1 and web-2 serve 1'),
]

function condition(window: string, release: ReturnType<typeof next>, atMs: number, restedOn: string): Timed {
  return {
    atMs,
    type: 'condition',
    condition: { kind: 'serving', release, atLeast: 'all' },
    window,
    met: true,
    withinMs: 20_000,
    restedOn,
    tookMs: 60,
  }
}

export const EVENTS: Timed[] = [
  { atMs: 900, type: 'release', ref: { ref: 'current' }, release: RELEASES[1] },
  ...ran('build release 2', COMMANDS.build, 1000, 2200),
  { atMs: 2300, type: 'release', ref: { ref: 'next' }, release: RELEASES[2] },
  ...MIGRATED,
  ...DEPLOYED,
  ...BACK,
]

export const STEPS = (): Step[] => [
  phase('migrated', [migrate(next())]),
  phase('deploy', [deploy(next(), { stopOn: stockTriggers() }), until(serving(next()), { within: '20s' })]),
  phase('rollback', [rollback(), until(serving(previous()), { within: '20s' })]),
]

export function drillOf(steps: () => Step[] = STEPS, name = 'rehearsal'): ResolvedDrill {
  const made = drill(name, { purpose: 'A release is shipped and brought back.' }, () => ({
    load: load('users', { rate: '20/s' }),
    steps: steps(),
    expect: [errors().below('1%'), p95().below('150ms')],
  }))
  return resolve(made, { seed: 1, file: `drills/${name}.ts` })
}

export const DEPLOY: Verdict['deploys'][number] = {
  window: 'deploy',
  from: '1',
  to: '2',
  strategy: 'command',
  startMs: 12_000,
  endMs: 15_400,
  outcome: 'deployed',
  code: null,
  detail: '',
  switched: [
    { instance: 'web-1', atMs: 13_500 },
    { instance: 'web-2', atMs: 15_200 },
  ],
  trigger: null,
  detectionMs: null,
  canary: null,
  loss: null,
}

export const ROLLBACK: Verdict['rollbacks'][number] = {
  window: 'rollback',
  to: '1',
  why: 'the drill rolls back',
  decidedMs: 17_000,
  decideMs: 10,
  actMs: 2290,
  readyMs: 0,
  settleMs: 700,
  totalMs: 3000,
  unknown: null,
  instances: [
    { instance: 'web-1', readyMs: 1100 },
    { instance: 'web-2', readyMs: 2100 },
  ],
}

export interface RehearsalInput {
  run?: string
  startedAt?: string
  events?: readonly Timed[]
  drill?: ResolvedDrill
  planned?: readonly PlannedCommand[]
  rollbackPlans?: Rehearsal['rollbackPlans']
  verdict?: Partial<Verdict>
  /** Left out unless given: the record does not say. */
  root?: string
}

export function rehearsal({
  run = '20260102-rehearsal',
  startedAt = '2026-01-02T03:04:05.000Z',
  events = EVENTS,
  drill: resolved = drillOf(),
  planned = PLANNED,
  rollbackPlans = [planned.filter(({ what }) => what === 'roll back to 1')],
  verdict = {},
  root,
}: RehearsalInput = {}): Rehearsal {
  const record = ranToEnd()
  const judged = judge(record, measured(), { strict: false })
  const { header } = record
  const asked = record.events.filter(({ type }) => type === 'probe-started')
  return {
    header: { ...header, options: { set: ['rest=1s'] }, ...(root === undefined ? {} : { root }) },
    drill: resolved,
    events: [...asked, ...events].map((event, seq): JournalEvent => ({ ...event, seq })),
    planned,
    rollbackPlans,
    verdict: {
      ...judged,
      id: run,
      drill: resolved.name,
      startedAt,
      summary: 'It passed.',
      windows: [
        { ...WINDOW, name: 'deploy', startMs: 12_000, endMs: 16_000 },
        { ...WINDOW, name: 'rollback', startMs: 17_000, endMs: 20_000 },
      ],
      clauses: ['deploy', 'rollback'].map((window) => clauseIn(judged, window)),
      deploys: [DEPLOY],
      rollbacks: [ROLLBACK],
      ...verdict,
    },
  }
}

const WINDOW = {
  kind: 'phase',
  requests: 100,
  failed: 0,
  droppedByApp: 0,
  droppedByGenerator: 0,
} as const

function clauseIn({ clauses }: Verdict, window: string): Verdict['clauses'][number] {
  const [clause] = clauses
  if (!clause) throw new Error('there is no clause to copy')
  return {
    ...clause,
    window,
    objective: 'errors below 1 %',
    message: `none of 100 failed in ${window}`,
    verdict: 'pass',
  }
}

export const NOBODY: Chosen = {
  rollout: null,
  triggers: null,
  migration: null,
  rollback: null,
  'by-hand': null,
}

/** One rehearsal for all that one run can show. */
export function chosenOf(one: Rehearsal = rehearsal()): Chosen {
  return { rollout: one, triggers: one, migration: one, rollback: one, 'by-hand': null }
}

export function today(more: Partial<Today> = {}): Today {
  return {
    root: ROOT,
    target: 'processes',
    environment: null,
    releases: { current: '1', next: '2' },
    hasMigrations: true,
    addresses: { edge: 'http://127.0.0.1:8080/', instances: [] },
    tell: ['#releases on the chat'],
    build: null,
    inherits: [],
    hasPrograms: false,
    asked: {
      edge: ['edge.url: "http://127.0.0.1:8080"'],
      path: ['prober.path: not set'],
      instances: ['version: "/version"'],
    },
    rehearsers: {
      rollout: ['firedrill run ship'],
      triggers: ['firedrill run bad'],
      migration: ['firedrill run move'],
      rollback: ['firedrill run back'],
      'by-hand': ['firedrill run by-hand'],
    },
    ...more,
  }
}
