/** `<first run>.batch.json`: the runs that one `--repeat` made, so that later tools can read them as one. */
import { z } from 'zod'
import { runOutcome, verdictValue } from './schema.ts'

export const BATCH_FORMAT = 'firedrill-batch/1'

const clauseOfRun = z.strictObject({
  id: z.string().describe('As in verdict.json.'),
  objective: z.string(),
  window: z.string(),
})

export const batchSchema = z.strictObject({
  format: z.literal(BATCH_FORMAT),
  drill: z.string(),
  verdict: verdictValue.describe('pass: all runs that were asked for were made, and passed.'),
  exitCode: z.number().int(),
  summary: z.string(),
  asked: z.number().int().describe('How many runs were asked for; `runs` has those that were made.'),
  flaky: z.boolean().describe('Some runs passed and some failed.'),
  passShare: z
    .strictObject({ low: z.number(), high: z.number() })
    .describe('Between these lies the share of runs that pass, each side at 95 %.'),
  runs: z.array(
    z.strictObject({
      id: z.string().describe('Its directory, beside this file.'),
      verdict: verdictValue,
      run: runOutcome,
      cleanup: z.enum(['clean', 'dirty']),
      exitCode: z.number().int(),
      seed: z.number().int(),
      failed: z.array(clauseOfRun),
      undecided: z.array(clauseOfRun),
    }),
  ),
})

export type Batch = z.infer<typeof batchSchema>
export type RunOfBatch = Batch['runs'][number]
