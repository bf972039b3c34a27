/** Mirrors guards/guard.ts. */
import { z } from 'zod'
import type { Guard } from '../guards/guard.ts'
import { objective } from './objectives.ts'
import { durationMs, name, positive } from './values.ts'

const named = { name: name.exactOptional() }
const unseen = z.enum(['say', 'stop'])

export const guard: z.ZodType<Guard> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...named,
    kind: z.literal('measured'),
    objective,
    overMs: positive,
    forMs: durationMs,
    least: z.int().min(1),
    unseen,
  }),
  z.strictObject({
    ...named,
    kind: z.literal('ready-instances'),
    below: z.int().min(1),
    forMs: durationMs,
    unseen,
  }),
  z.strictObject({ ...named, kind: z.literal('max-duration'), durationMs: positive }),
  z.strictObject({ ...named, kind: z.literal('file'), path: name, unseen }),
  z.strictObject({
    ...named,
    kind: z.literal('url'),
    url: name,
    everyMs: positive,
    timeoutMs: positive,
    forMs: durationMs,
    unseen,
  }),
])
