import { z } from 'zod'
import { verdictSchema } from './schema.ts'

/** The text of `schema/verdict.schema.json`. */
export function verdictJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(verdictSchema, { target: 'draft-2020-12' })
  const head = {
    $schema,
    $id: 'https://firedrill.invalid/schema/verdict/1',
    title: 'firedrill verdict',
  }
  return `${JSON.stringify({ ...head, ...rest }, null, 2)}\n`
}
