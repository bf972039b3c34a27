/** Mirrors the conditions of model.ts. */
import { z } from 'zod'
import type { Condition, LinePattern } from '../model.ts'
import { objective } from './objectives.ts'
import { release } from './references.ts'
import { atLeast, durationMs, json, name, positive } from './values.ts'

const pattern = z
  .strictObject({ pattern: name, flags: z.string() })
  .refine(isPattern, { error: 'no regular expression' })

export const condition: z.ZodType<Condition> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recovered') }),
  z.strictObject({ kind: z.literal('ready'), atLeast }),
  z.strictObject({ kind: z.literal('probe'), name, equals: json }),
  z.strictObject({ kind: z.literal('serving'), release, atLeast }),
  z.strictObject({ kind: z.literal('unready'), check: name.nullable(), atLeast }),
  z.strictObject({ kind: z.literal('measured'), objective, overMs: positive, forMs: durationMs }),
  z.strictObject({ kind: z.literal('any'), of: z.array(z.lazy(() => condition)).min(1) }),
  z.strictObject({ kind: z.literal('logged'), text: z.union([name, pattern]) }),
])

function isPattern({ pattern, flags }: LinePattern): boolean {
  try {
    return new RegExp(pattern, flags) instanceof RegExp
  } catch {
    return false
  }
}
