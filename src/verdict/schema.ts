/** `verdict.json`: its schema, published as `schema/verdict.schema.json`. Two versions of it never share a `format`. */
import { z } from 'zod'
import { diagnosisSchema } from './diagnosis/schema.ts'
import { ledgerSchema } from './ledger-schema.ts'
import { deploySchema, instanceSchema, rollbackSchema, stopSchema, value } from './release-schema.ts'

export const VERDICT_FORMAT = 'firedrill-verdict/1'

export const verdictValue = z.enum(['pass', 'fail', 'inconclusive'])
export const runOutcome = z.enum(['completed', 'aborted', 'interrupted', 'errored'])
const reasonCode = z.enum([
  'fault-not-seen',
  'too-few-samples',
  'instrument-unhealthy',
  'instruments-disagree',
  'clock-stepped',
  'not-steady',
  'not-reached',
  'not-proven',
  'record-damaged',
  'not-seen',
])

const steady = z
  .strictObject({
    holds: z.boolean(),
    overMs: z.number().nullable().describe('How far back requests were looked at.'),
    leftOutMs: z.number().nullable().describe('Of the warm-up, what was not looked at.'),
    checked: z.array(z.string()),
    findings: z.array(z.string()),
  })
  .nullable()

const clauseSchema = z.strictObject({
  id: z.string().describe('Stable within the drill: objective and window.'),
  objective: z.string().describe('As a person would say it: "p95 below 150 ms".'),
  window: z.string(),
  indicator: z.string(),
  unit: z.enum(['ms', 'ratio', 'number']),
  observed: value.nullable(),
  bound: z.strictObject({
    op: z.string(),
    value: value.nullable().describe('Null: the window compared with has no value.'),
  }),
  samples: z.number().int(),
  bad: z.number().int().nullable(),
  confidence: z.strictObject({ low: value, high: value, method: z.string() }).nullable(),
  strength: z
    .enum(['proven', 'observed', 'none'])
    .describe(
      'Proven: at 95 % confidence. Observed: chance could explain it. None: undecided; with the reason too-few-samples there were too few to tell.',
    ),
  verdict: verdictValue,
  reason: reasonCode.nullable(),
  message: z.string().describe('One sentence: what was seen against what is allowed.'),
  needed: z
    .string()
    .nullable()
    .describe('What would decide an inconclusive clause, or prove an observed one.'),
  evidence: z.array(z.string()),
})

export const verdictSchema = z.strictObject({
  format: z.literal(VERDICT_FORMAT),
  verdict: verdictValue,
  run: runOutcome,
  cleanup: z.enum(['clean', 'dirty']),
  clauses: z.array(clauseSchema),
  exitCode: z.number().int(),
  summary: z.string().describe('The verdict in one sentence.'),
  id: z.string(),
  drill: z.string(),
  params: z.record(z.string(), z.unknown()),
  target: z.strictObject({
    name: z.string(),
    kind: z.string(),
    why: z.string(),
    edge: z
      .literal('built-in')
      .optional()
      .describe('The edge was firedrill’s own, not one that users of the app meet.'),
  }),
  environment: z.string().nullable(),
  seed: z.number().int(),
  strict: z.boolean(),
  attempt: z.number().int(),
  startedAt: z.string(),
  durationMs: z.number(),
  commit: z.strictObject({ hash: z.string().nullable(), dirty: z.boolean() }),
  versions: z.record(z.string(), z.string()),
  reason: z.string().describe('Why the run ended as it did.'),
  left: z.array(z.strictObject({ what: z.string(), evidence: z.string(), remedy: z.string().nullable() })),
  windows: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(['phase', 'planned', 'moment', 'run']),
      startMs: z.number(),
      endMs: z.number(),
      requests: z.number().int(),
      failed: z.number().int(),
      droppedByApp: z.number().int(),
      droppedByGenerator: z.number().int(),
    }),
  ),
  faults: z.array(
    z.strictObject({
      fault: z.string(),
      victim: z.string(),
      window: z.string(),
      instantMs: z.number().nullable(),
      landed: z.boolean(),
      healed: z.boolean().nullable(),
      evidence: z.array(z.string()),
      firstErrorMs: z.number().nullable(),
      lastErrorMs: z.number().nullable(),
      recoveredMs: z.number().nullable(),
      failures: z
        .strictObject({
          total: z.number().int(),
          inFlight: z.number().int(),
          afterwards: z.number().int(),
          elsewhere: z.number().int(),
          basis: z.enum(['edge log', 'time']),
          unsent: z
            .number()
            .int()
            .optional()
            .describe(
              'Beside these: due and never sent, as every VU was waiting; left out where there is none.',
            ),
        })
        .nullable(),
    }),
  ),
  outages: z.array(z.strictObject({ window: z.string(), startMs: z.number(), lengthMs: value })),
  releases: z
    .array(
      z.strictObject({
        instance: z.string(),
        version: z.string().nullable(),
        digest: z.string().nullable(),
        ready: z.boolean(),
      }),
    )
    .describe('What each instance said it runs, when it was last asked.'),
  deploys: z.array(deploySchema).describe('What was shipped, or refused, in order.'),
  rollbacks: z.array(rollbackSchema),
  stops: z.array(stopSchema),
  instances: z
    .array(instanceSchema)
    .describe('What each instance said of itself against what was true, where it was watched.'),
  looks: z.number().int().describe('How many looks at the instances were taken.'),
  ledger: ledgerSchema,
  steady: z
    .strictObject({ before: steady, after: steady })
    .optional()
    .describe('The steady state before the first step and after the last.'),
  guards: z
    .array(
      z.strictObject({
        guard: z.string().describe('As a person would say it: "uptime below 95 % over 10 s".'),
        outcome: z
          .enum(['held', 'stopped', 'not-seen'])
          .describe('Not seen: for a part of the run it could not be evaluated.'),
        atMs: z.number().nullable().describe('When it stopped the drill, or was not seen at first.'),
        restedOn: z.string().nullable(),
      }),
    )
    .optional()
    .describe('What could have ended the drill at once; left out where nothing could.'),
  blastRadius: z
    .union([z.int(), z.literal('all')])
    .optional()
    .describe('How many instances at once the command line agreed to; left out where it did not say: one.'),
  instruments: z.strictObject({
    loadLatenessMaxMs: z.number(),
    probeLatenessMaxMs: z.number(),
    loopDelayMaxMs: z.number(),
    machine: z
      .strictObject({
        stolenMax: z.number(),
        waiting: z.number().nullable(),
        runnableMax: z.number().int().nullable(),
      })
      .optional()
      .describe('How burdened the machine was; left out where the system does not tell.'),
    findings: z.array(z.string()),
  }),
  diagnosis: diagnosisSchema.optional(),
})

export type Verdict = z.infer<typeof verdictSchema>
export type Clause = z.infer<typeof clauseSchema>
export type ReasonCode = z.infer<typeof reasonCode>
export type VerdictValue = z.infer<typeof verdictValue>
