/** What `verdict.json` says of releases and instances. Moments are run ms, all else is a duration in ms. */
import { z } from 'zod'

/** Milliseconds, a ratio 0…1 or a plain number; "never" is +∞. */
export const value = z.union([z.number(), z.literal('never')])

const lossSchema = z
  .strictObject({
    startMs: z.number(),
    endMs: z.number(),
    requests: z.number().int(),
    failed: z.number().int(),
    kinds: z
      .array(z.strictObject({ kind: z.string(), failed: z.number().int() }))
      .describe('How they failed; they add up.'),
    p95Ms: value.nullable().describe('Failures count as endless.'),
    baselineP95Ms: z.number().describe('While nothing was wrong; 0: not known.'),
  })
  .describe('What users lost, from the first instance that served it until its rollback had settled.')

export const deploySchema = z.strictObject({
  window: z.string(),
  from: z.string().describe('Versions; empty where it was refused before they were told.'),
  to: z.string(),
  strategy: z.string(),
  startMs: z.number(),
  endMs: z.number().nullable(),
  outcome: z.enum(['deployed', 'refused', 'cancelled']).nullable(),
  code: z.string().nullable(),
  detail: z.string(),
  switched: z.array(z.strictObject({ instance: z.string(), atMs: z.number() })),
  trigger: z.strictObject({ atMs: z.number(), restedOn: z.string() }).nullable(),
  detectionMs: z.number().nullable().describe('From the first instance that served it to the trigger.'),
  canary: z.strictObject({ decision: z.string(), why: z.string() }).nullable(),
  loss: lossSchema
    .nullable()
    .describe('Null: it was deployed, and no trigger ended it; or nobody asked any more when it was served.'),
})

export const rollbackSchema = z.strictObject({
  window: z.string(),
  to: z.string(),
  why: z.string(),
  decidedMs: z.number(),
  decideMs: z.number().nullable().describe('From the decision to the first act.'),
  actMs: z.number().nullable().describe('Until every instance was switched back.'),
  readyMs: z
    .number()
    .nullable()
    .describe('Until every instance said that it serves the release and is ready.'),
  settleMs: z.number().nullable().describe('Until clients saw the first of five clean seconds.'),
  totalMs: z.number().nullable().describe('The four together; null: it was not seen to settle.'),
  unknown: z.string().nullable().describe('Why it is not known whether it settled.'),
  instances: z.array(
    z.strictObject({ instance: z.string(), readyMs: z.number().nullable().describe('After the decision.') }),
  ),
})

export const stopSchema = z.strictObject({
  window: z.string(),
  instance: z.string(),
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  tookMs: z.number(),
  killed: z.boolean().describe('It had to be killed.'),
})

export const instanceSchema = z.strictObject({
  instance: z.string(),
  stretches: z
    .array(
      z.strictObject({
        startMs: z.number(),
        endMs: z.number(),
        alive: z.boolean(),
        health: z.number().int().nullable(),
        ready: z.number().int().nullable(),
        failing: z.array(z.string()),
        serves: z.boolean(),
        release: z.string().nullable(),
        judged: z
          .enum(['right', 'unknown', 'false-ready', 'false-unready', 'unhealthy'])
          .describe(
            'What it said against what was true. Unknown: it said that it was ready, and could not be asked directly whether it serves.',
          ),
      }),
    )
    .describe('At most 200, those that were wrong before those that were right.'),
  leftOut: z.number().int(),
})
