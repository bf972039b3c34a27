/** The resolved drill as stored in the run record, checked when it is read back. Mirrors model.ts and objective.ts. */
import { z } from 'zod'
import { FiredrillError } from '../errors.ts'
import { deepFreeze } from './freeze.ts'
import type { ResolvedDrill } from './model.ts'
import { guard } from './schema/guards.ts'
import { objective } from './schema/objectives.ts'
import { steps } from './schema/steps.ts'
import { args, durationMs, name, positive } from './schema/values.ts'

const rate = z.number().nonnegative()
const profile = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant-arrival-rate'), ratePerSecond: positive }),
  z.strictObject({
    kind: z.literal('ramping-arrival-rate'),
    startPerSecond: rate,
    stages: z.array(z.strictObject({ toPerSecond: rate, durationMs })).min(1),
  }),
  z.strictObject({ kind: z.literal('script') }),
])

const resolvedDrill: z.ZodType<ResolvedDrill> = z.strictObject({
  name,
  purpose: z.string(),
  file: z.string(),
  params: args,
  seed: z.int().min(0),
  load: z.strictObject({ name, profile }),
  steps,
  expect: z.array(objective),
  guards: z.array(guard).exactOptional(),
  blastRadius: z.union([z.int().min(1), z.literal('all')]).exactOptional(),
})

/** Reads a stored drill back; throws `record-invalid`, naming the first field that is wrong. */
export function parseResolvedDrill(stored: unknown): ResolvedDrill {
  const finding = firstFinding(stored)
  if (finding !== null) {
    throw new FiredrillError('record-invalid', `The stored drill cannot be read: ${finding}`, {
      hint: 'The run record is damaged, or was written by another version of firedrill.',
    })
  }
  return deepFreeze(resolvedDrill.parse(stored))
}

/** What is wrong with the shape of a resolved drill: `steps[0].durationMs: …`; null when nothing is. */
export function firstFinding(drill: unknown): string | null {
  const issue = resolvedDrill.safeParse(drill).error?.issues[0]
  if (!issue) return null
  const path = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return `${path.replace(/^\./, '') || 'the whole'}: ${issue.message}`
}
