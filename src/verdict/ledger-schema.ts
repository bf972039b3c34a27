/** The part of `verdict.json` that tells what became of the writes. */
import { z } from 'zod'

const count = z.int().min(0)

export const ledgerSchema = z
  .strictObject({
    writes: z.strictObject({
      acknowledged: count,
      refused: count,
      unknown: count.describe('No answer, or one that leaves open whether it was done.'),
      stored: count,
      unknownStored: count.describe('Of the unknown ones, how many are stored; the others are not.'),
      refusedStored: count,
      lost: count,
      duplicated: count,
    }),
    jobs: z.strictObject({
      told: count.describe('Stored writes that tell of a job.'),
      lost: count,
      duplicated: count,
    }),
    balances: z.strictObject({
      count,
      differing: z.array(z.strictObject({ name: z.string(), expected: z.number(), actual: z.number() })),
    }),
    foreign: count.describe('Stored keys that no marked write of this run has.'),
    before: z
      .strictObject({ keys: count, error: z.string().nullable() })
      .optional()
      .describe('The keys stored before the load, or why they are not known; not told of older records.'),
    reading: z
      .strictObject({
        readings: count,
        afterLoadMs: z.number().describe("From the load's end to the begin of the last reading."),
        agreed: z.boolean().describe('The last two readings said the same.'),
      })
      .optional()
      .describe('How what is stored was read; not told of older records.'),
    keys: z
      .array(
        z.strictObject({
          key: z.string(),
          problem: z.enum(['lost', 'duplicated', 'refused-stored', 'job-lost', 'job-duplicated']),
          story: z.string(),
        }),
      )
      .describe('The first ten of each problem, by when they were sent.'),
  })
  .nullable()
  .describe(
    'What users were told of marked writes against what is stored; null: it was not asked, or could not be.',
  )
