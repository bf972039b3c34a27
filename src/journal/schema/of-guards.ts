/** Events of what may end a run from outside of its drill: its guards, and its leases on other machines. Mirrors events.ts and lease-events.ts. */
import { z } from 'zod'
import { args } from '../../drill/schema/values.ts'
import { positiveMs, text, texts } from './values.ts'

/** By type; see `EVENT_SCHEMAS`. */
export const OF_GUARDS = {
  guards: z.object({ type: z.literal('guards'), guards: texts }),
  guard: z.object({
    type: z.literal('guard'),
    guard: text,
    decision: z.enum(['stop', 'not-seen', 'seen-again']),
    restedOn: text,
    samples: args,
  }),
  'lease-started': z.object({
    type: z.literal('lease-started'),
    engine: text,
    keeper: text,
    image: text,
    lengthMs: positiveMs,
    renewEveryMs: positiveMs,
  }),
  'lease-covers': z.object({ type: z.literal('lease-covers'), engine: text, what: text, tasks: texts }),
  'lease-lost': z.object({ type: z.literal('lease-lost'), engine: text, why: text, deeds: texts }),
}
