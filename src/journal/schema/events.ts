/** Every kind of event as it must look when a journal is read back. A kind that is missing here does not compile. */
import type { z } from 'zod'
import type { EventBody } from '../events.ts'
import { OF_DRILL } from './of-drill.ts'
import { OF_GUARDS } from './of-guards.ts'
import { OF_RELEASES } from './of-releases.ts'
import { OF_RUN } from './of-run.ts'

type Schemas = { readonly [Type in EventBody['type']]: z.ZodType<Extract<EventBody, { type: Type }>> }

/** Further fields are passed over: a later firedrill may say more of an event (docs/record-format.md). */
export const EVENT_SCHEMAS: Schemas = { ...OF_RUN, ...OF_DRILL, ...OF_RELEASES, ...OF_GUARDS }
