/** What the events of a journal are made of, with the bounds of what any run can have said. */
import { z } from 'zod'
import { args } from '../../drill/schema/values.ts'
import { MOST_RUN_MS, MOST_WALL_MS } from '../../units.ts'

/** No load makes more requests a second; a rate beyond it is damage. */
export const MOST_RATE = 1e7

/** A moment of the run, or a time within it, ms. */
export const runMs = z.number().min(-MOST_RUN_MS).max(MOST_RUN_MS)
/** Wall clock, ms since 1970, or a difference of two of them. */
export const wallMs = z.number().min(-MOST_WALL_MS).max(MOST_WALL_MS)
/** A time limit, ms: as long as somebody wrote. */
export const limitMs = z.number().nonnegative()
export const positiveMs = z.number().positive()
export const count = z.int().nonnegative()
export const text = z.string()
export const texts = z.array(z.string())
export const textOrNull = z.string().nullable()
export const exitCode = z.int().nullable()
export const actor = z.enum(['run', 'watchdog', 'recover'])
export const undo = z.object({ kind: text, args })

export const commandLine = z.object({ argv: texts, cwd: text, env: z.record(z.string(), z.string()) })
export const release = z.object({ version: text, digest: textOrNull, where: text })

const processIdentity = z.object({ pid: z.int().positive(), startTime: text })
export const identity = z.object({
  process: processIdentity.nullable(),
  bootId: textOrNull,
  mark: textOrNull,
  container: z.object({ id: text, startedMs: wallMs }).exactOptional(),
})
export const victim = z.object({ name: text, url: textOrNull, identity: identity.nullable() })

export const instance = z.object({
  name: text,
  url: textOrNull,
  identity: identity.nullable(),
  release: z.object({ version: text, digest: textOrNull, source: text }).nullable(),
  ready: z.boolean(),
})

export const leftOver = z.object({ what: text, evidence: text, remedy: textOrNull })
export const balance = z.object({ name: text, expected: z.number(), actual: z.number() })

export const trafficFormat = z.object({
  kind: z.literal('json-lines'),
  fields: z.object({
    time: text,
    durationMs: text,
    status: text,
    instance: text,
    method: text,
    path: text,
    attempts: text.exactOptional(),
  }),
})
