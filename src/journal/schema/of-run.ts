/** Events that frame a run: its start and end, its changes and their undos, its instruments. Mirrors events.ts. */
import { z } from 'zod'
import { args } from '../../drill/schema/values.ts'
import { JOURNAL_FORMAT } from '../events.ts'
import {
  actor,
  commandLine,
  count,
  exitCode,
  leftOver,
  limitMs,
  MOST_RATE,
  positiveMs,
  runMs,
  text,
  textOrNull,
  texts,
  trafficFormat,
  undo,
  wallMs,
} from './values.ts'

const runStarted = z.object({
  type: z.literal('run-started'),
  format: z.literal(JOURNAL_FORMAT),
  run: text,
  drill: text,
  firedrill: text,
  zeroMonoMs: wallMs,
  zeroWallMs: wallMs,
  pid: z.int(),
  target: z.object({ name: text, kind: text, why: text, edge: z.literal('built-in').exactOptional() }),
  environment: textOrNull,
  seed: z.int(),
  strict: z.boolean(),
  attempt: z.int().positive(),
  versions: z.object({
    firedrill: text,
    node: text,
    load: text,
    platform: text,
    machine: text.exactOptional(),
  }),
  commit: z.object({ hash: textOrNull, dirty: z.boolean() }),
  root: text.exactOptional(),
  options: args,
  sealed: z.literal(true).exactOptional(),
  inputs: z.array(z.object({ role: text, path: text, digest: text })).exactOptional(),
})

const share = z.number().min(0).max(1)
const cpuMs = z.number().nonnegative()

/** By type; see `EVENT_SCHEMAS`. */
export const OF_RUN = {
  'run-started': runStarted,
  planned: z.object({
    type: z.literal('planned'),
    phases: z.array(z.object({ name: text, plannedMs: runMs.nullable() })),
  }),
  progress: z.object({ type: z.literal('progress'), text }),
  intent: z.object({
    type: z.literal('intent'),
    id: count,
    what: text,
    undo,
    command: commandLine.exactOptional(),
  }),
  done: z.object({ type: z.literal('done'), id: count }),
  'not-done': z.object({ type: z.literal('not-done'), id: count, error: text }),
  undone: z.object({
    type: z.literal('undone'),
    id: count,
    by: actor,
    healed: z.boolean(),
    outcome: text,
    evidence: text,
    remedy: textOrNull,
  }),
  command: z.object({
    type: z.literal('command'),
    command: commandLine,
    startMs: runMs,
    endMs: runMs,
    what: text,
  }),
  'load-started': z.object({
    type: z.literal('load-started'),
    script: text,
    maxVus: count,
    ratePerSecond: z.number().positive().max(MOST_RATE).nullable(),
    requestTimeoutMs: limitMs,
    thresholds: z.array(z.object({ metric: text, threshold: text })).exactOptional(),
  }),
  'traffic-source': z.object({ type: z.literal('traffic-source'), file: text, format: trafficFormat }),
  'load-first-due': z.object({ type: z.literal('load-first-due'), dueMs: runMs }),
  'load-ended': z.object({
    type: z.literal('load-ended'),
    asked: z.boolean(),
    exitCode,
    signal: textOrNull,
    malformedRows: count,
    lastLines: texts,
    thresholds: z
      .array(
        z.object({
          metric: text,
          threshold: text,
          ok: z.boolean(),
          value: z.number().nullable(),
          unit: z.enum(['ms', 'ratio', 'number']),
          samples: z.number().nonnegative().nullable(),
        }),
      )
      .exactOptional(),
  }),
  'probe-started': z.object({
    type: z.literal('probe-started'),
    url: text,
    intervalMs: positiveMs,
    timeoutMs: limitMs,
  }),
  'probe-ended': z.object({
    type: z.literal('probe-ended'),
    asked: z.boolean(),
    exitCode,
    missed: count,
    malformedLines: count.exactOptional(),
  }),
  'warm-up-ended': z.object({ type: z.literal('warm-up-ended') }),
  'steady-state': z.object({
    type: z.literal('steady-state'),
    when: z.enum(['before', 'after']),
    holds: z.boolean(),
    findings: texts,
    overMs: runMs.exactOptional(),
    leftOutMs: runMs.exactOptional(),
    checked: texts.exactOptional(),
  }),
  clock: z.object({ type: z.literal('clock'), offsetMs: wallMs }),
  instruments: z.object({
    type: z.literal('instruments'),
    loopDelayMaxMs: runMs,
    cpu: z.object({ harness: cpuMs, load: cpuMs, probe: cpuMs, app: cpuMs }),
    machine: z
      .object({ stolen: share, waiting: share.nullable(), runnable: z.number().nonnegative().nullable() })
      .exactOptional(),
  }),
  signal: z.object({ type: z.literal('signal'), signal: text, hurried: z.boolean() }),
  'run-ended': z.object({
    type: z.literal('run-ended'),
    run: z.enum(['completed', 'aborted', 'interrupted', 'errored']),
    reason: text,
    errorCode: textOrNull,
    hint: text.exactOptional(),
    by: actor,
  }),
  'cleanup-ended': z.object({
    type: z.literal('cleanup-ended'),
    cleanup: z.enum(['clean', 'dirty']),
    left: z.array(leftOver),
    by: actor,
    tookMs: runMs,
  }),
}
