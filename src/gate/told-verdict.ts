/** What `verdict.json` says of its run, without its being held against the samples. */
import { z } from 'zod'

/** Null: it does not say, or not in a way that is understood. */
export interface ToldVerdict {
  verdict: 'pass' | 'fail' | 'inconclusive' | null
  drill: string | null
  target: { name: string; kind: string } | null
  /** Undefined: it does not say; null: none was used. */
  environment: string | null | undefined
  /** Wall ms since 1970. */
  beganMs: number | null
}

/** By the names that fields of it have in every format: one of a newer format is understood as far as it keeps to them. */
const told = z.object({
  verdict: z.enum(['pass', 'fail', 'inconclusive']).nullable().catch(null),
  drill: z.string().nullable().catch(null),
  target: z.object({ name: z.string(), kind: z.string() }).nullable().catch(null),
  environment: z.string().nullish().catch(undefined),
  startedAt: z.string().nullable().catch(null),
})

/** Null: there is none, or it is no JSON object. */
export function toldVerdict(text: string | null): ToldVerdict | null {
  const read = told.safeParse(jsonOf(text))
  if (!read.success) return null
  const { startedAt, ...rest } = read.data
  const began = startedAt === null ? Number.NaN : Date.parse(startedAt)
  return { ...rest, environment: rest.environment, beganMs: Number.isNaN(began) ? null : began }
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    // Cut off, or no JSON: the caller is told that there is none.
    return null
  }
}
