import { z } from 'zod'
import { gatePolicySchema } from './gate-policy.ts'

/** The text of `schema/gate-policy.schema.json`, for editors. */
export function gatePolicyJsonSchema(): string {
  const { $schema, ...rest } = z.toJSONSchema(gatePolicySchema, { target: 'draft-2020-12', io: 'input' })
  const head = {
    $schema,
    $id: 'https://firedrill.invalid/schema/gate-policy/1',
    title: 'firedrill gate policy',
  }
  return `${JSON.stringify({ ...head, ...rest }, null, 2)}\n`
}
