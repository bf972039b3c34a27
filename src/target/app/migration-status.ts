/** What migration commands print, read. */
import { z } from 'zod'
import type { Migrations, PendingMigration } from '../target.ts'

const pendingSchema = z.union([
  z
    .string()
    .min(1)
    .transform((name): PendingMigration => ({ name, destructive: null })),
  z
    .looseObject({ name: z.string().min(1), destructive: z.boolean().nullable().default(null) })
    .transform(({ name, destructive }): PendingMigration => ({ name, destructive })),
])
const statusSchema = z.looseObject({
  pending: z.array(pendingSchema),
  applied: z.array(z.string()).default([]),
})
const movedSchema = z.looseObject({ moved: z.array(z.string()) })

/**
 * A JSON object with `pending` (names, or `{ name, destructive }`) and perhaps `applied`; or one pending name a line.
 * Null for anything else: a sentence, such as "Nothing to migrate.", is not taken for a name.
 */
export function parseStatus(stdout: string): Awaited<ReturnType<Migrations['status']>> | null {
  const text = stdout.trim()
  if (/^[[{"]/.test(text)) {
    const parsed = statusSchema.safeParse(jsonOf(text))
    return parsed.success ? { applied: parsed.data.applied, pending: parsed.data.pending } : null
  }
  const names = text.split('\n').map((line) => line.trim())
  if (text === '') return { applied: [], pending: [] }
  if (names.some((name) => !/^\S+$/.test(name))) return null
  return { applied: [], pending: names.map((name) => ({ name, destructive: null })) }
}

/** `moved` of a JSON object, which may stand in the last line; null where there is none. */
export function parseMoved(stdout: string): string[] | null {
  const text = stdout.trim()
  for (const candidate of [text, text.split('\n').at(-1) ?? '']) {
    const parsed = movedSchema.safeParse(jsonOf(candidate))
    if (parsed.success) return parsed.data.moved
  }
  return null
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
