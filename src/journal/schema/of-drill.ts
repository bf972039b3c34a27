/** Events of the drill's own steps, and of what was watched meanwhile. Mirrors events.ts. */
import { z } from 'zod'
import { condition } from '../../drill/schema/conditions.ts'
import { args } from '../../drill/schema/values.ts'
import {
  balance,
  commandLine,
  count,
  exitCode,
  instance,
  limitMs,
  runMs,
  text,
  textOrNull,
  texts,
  undo,
  victim,
  wallMs,
} from './values.ts'

const window = text
const faultNamed = { fault: text, window, victim: text }
const faultSeen = { ...faultNamed, seen: z.boolean(), evidence: texts }
const status = z.int().min(0).max(65_535).nullable()

/** By type; see `EVENT_SCHEMAS`. */
export const OF_DRILL = {
  'phase-started': z.object({ type: z.literal('phase-started'), window, phase: text }),
  'phase-ended': z.object({ type: z.literal('phase-ended'), window, phase: text, completed: z.boolean() }),
  'step-started': z.object({ type: z.literal('step-started'), path: text, what: text }),
  'step-ended': z.object({
    type: z.literal('step-ended'),
    path: text,
    outcome: z.enum(['done', 'unmet', 'cancelled', 'failed']),
    detail: text,
  }),
  'fault-intended': z.object({ type: z.literal('fault-intended'), fault: text, window, victim, undo }),
  'fault-injected': z.object({
    type: z.literal('fault-injected'),
    ...faultNamed,
    instantMs: runMs,
    command: commandLine,
  }),
  'fault-landed': z.object({ type: z.literal('fault-landed'), ...faultSeen }),
  'fault-healed': z.object({ type: z.literal('fault-healed'), ...faultSeen }),
  condition: z.object({
    type: z.literal('condition'),
    condition,
    window,
    met: z.boolean(),
    withinMs: limitMs,
    restedOn: text,
    tookMs: runMs,
  }),
  expectation: z.object({ type: z.literal('expectation'), index: count, window }),
  finding: z.object({
    type: z.literal('finding'),
    window,
    path: text,
    what: text,
    holds: z.boolean().nullable(),
    evidence: texts,
  }),
  stopped: z.object({
    type: z.literal('stopped'),
    window,
    name: text,
    askedMs: runMs.exactOptional(),
    exitCode,
    signal: textOrNull,
    tookMs: runMs,
    killed: z.boolean(),
  }),
  manual: z.object({ type: z.literal('manual'), window, text }),
  'instance-state': z.object({
    type: z.literal('instance-state'),
    name: text,
    alive: z.boolean(),
    health: status,
    ready: status,
    failing: texts,
    serves: z.boolean(),
    release: textOrNull,
    bootId: textOrNull,
    endAsked: z.boolean(),
    by: z.literal('engine').exactOptional(),
  }),
  'instances-watched': z.object({ type: z.literal('instances-watched'), looks: count }),
  instances: z.object({ type: z.literal('instances'), instances: z.array(instance), why: text }),
  'named-probe': z.object({
    type: z.literal('named-probe'),
    name: text,
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    error: textOrNull,
    tookMs: runMs,
  }),
  'ledger-before': z.object({
    type: z.literal('ledger-before'),
    rows: count,
    tookMs: runMs,
    error: textOrNull,
  }),
  'ledger-read': z.object({
    type: z.literal('ledger-read'),
    rows: count,
    openJobs: count,
    balances: z.array(balance),
    readings: count,
    tookMs: runMs,
    readAtMs: runMs.exactOptional(),
    agreed: z.boolean().exactOptional(),
    error: textOrNull,
  }),
  'unexpected-end': z.object({ type: z.literal('unexpected-end'), name: text, how: text, lastLines: texts }),
  'engine-event': z.object({
    type: z.literal('engine-event'),
    action: z.enum(['start', 'kill', 'oom', 'die', 'stop', 'pause', 'unpause', 'health_status']),
    name: text,
    container: text,
    engineMs: wallMs,
    exitCode,
    signal: textOrNull,
    health: textOrNull,
  }),
  'engine-clock': z.object({
    type: z.literal('engine-clock'),
    source: text,
    offsetMs: wallMs,
    errorMs: limitMs,
  }),
  /** `samples` is what it rested on, for a person who looks. */
  trigger: z.object({ type: z.literal('trigger'), window, condition, restedOn: text, samples: args }),
}
