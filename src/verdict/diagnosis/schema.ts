/** What `verdict.json` says of why a clause broke. Moments are run ms. */
import { z } from 'zod'

const momentSchema = z.strictObject({ atMs: z.number(), what: z.string() })

const breachSchema = z.strictObject({
  clause: z.string().describe('The id of the clause.'),
  atMs: z.number().nullable().describe('When it was first broken; null: not known.'),
  what: z.string().describe('What broke it then.'),
})

export const causeSchema = z.strictObject({
  code: z.string().describe('Stable: one of the known causes.'),
  sure: z.enum(['likely', 'possible']).describe('Never certain: it is worked out from what was seen.'),
  what: z.string(),
  evidence: z.array(z.string()),
  tryThis: z.array(z.string()),
  explainsFirst: z
    .boolean()
    .exactOptional()
    .describe('Does it explain the clause that broke first, or only what broke later? Left out: not told.'),
})

export const diagnosisSchema = z
  .strictObject({
    first: breachSchema.describe('The clause that broke first in time.'),
    next: z.array(breachSchema).describe('The other clauses that broke, in the order of time.'),
    before: z.array(momentSchema).describe('The last events before the first breach.'),
    after: z.array(momentSchema).describe('What followed within 2 s.'),
    instances: z
      .array(z.strictObject({ instance: z.string(), said: z.string() }))
      .describe('What each said of itself at that moment; empty: nobody watched.'),
    edge: z.array(z.string()).describe('What is known of the edge around that moment.'),
    failed: z.strictObject({
      total: z.number().int().describe('Failed requests of all judged phases.'),
      looked: z
        .number()
        .int()
        .exactOptional()
        .describe('So many of them, the first, are told by instance; left out: all.'),
      basis: z
        .enum(['edge log', 'load', 'unknown'])
        .describe('Whose word it is which instance they went to.'),
      through: z.array(
        z.strictObject({
          instance: z.string().describe('Empty: none, or it is not known.'),
          failed: z.number().int(),
          how: z.string(),
        }),
      ),
    }),
    logs: z
      .array(
        z.strictObject({ source: z.string(), atMs: z.number(), text: z.string(), times: z.number().int() }),
      )
      .describe('Lines of the instances and the edge within 2 s; alike ones once.'),
    causes: z
      .array(causeSchema)
      .describe(
        'The known causes that fit: what explains the first breach first, the likeliest of it first; empty: none fits.',
      ),
  })
  .describe('Why it failed, as far as that can be told; only where a clause failed.')

export type Diagnosis = z.infer<typeof diagnosisSchema>
export type Cause = z.infer<typeof causeSchema>
