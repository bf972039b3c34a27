/**
 * What `--check` needs stands at the end of the page, in a comment: from which runs it was made, and what the
 * configuration said then. With it goes a digest of the whole page: one that was edited by hand does not have it.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'

export const RUNBOOK_FORMAT = 'firedrill-runbook/1'

const factsSchema = z.strictObject({
  format: z.literal(RUNBOOK_FORMAT),
  target: z.string(),
  environment: z.string().nullable(),
  releases: z.strictObject({ current: z.string(), next: z.string().nullable() }).nullable(),
  tell: z.array(z.string()),
  build: z.string().nullable(),
  /** Names of variables that every command is given from the shell; older pages do not say. */
  inherits: z.array(z.string()).exactOptional(),
  /** What the configuration said of where the page asks by hand, a line for each field; older pages do not say. */
  asked: z.array(z.string()).exactOptional(),
  rehearsals: z.array(
    z.strictObject({
      run: z.string(),
      drill: z.string(),
      /** As given to `--set`. */
      set: z.array(z.string()),
      startedAt: z.iso.datetime(),
      parts: z.array(z.string()),
      /** Every command of the plan of its drill, as typed. */
      planned: z.array(z.string()),
      /** Those of them that stand on the page. */
      commands: z.array(z.string()),
      triggers: z.array(z.string()),
    }),
  ),
})

export type Facts = z.infer<typeof factsSchema>
export type SealedRehearsal = Facts['rehearsals'][number]

const OPEN = '<!-- firedrill runbook '
const SEAL = /\n<!-- firedrill runbook sha256:([0-9a-f]{64}) (\{[^\n]*\}) -->\n$/

export function seal(body: string, facts: Facts): string {
  // Nothing in it ends the comment.
  const json = JSON.stringify(facts).replaceAll('>', '\\u003e')
  return `${body}\n${OPEN}sha256:${digestOf(body, json)} ${json} -->\n`
}

export type Unsealed =
  | { facts: Facts; whole: boolean }
  /** It was not made by firedrill, or by one that is newer. */
  | { facts: null; why: string }

/** `whole`: it is just as it was made. */
export function unseal(page: string): Unsealed {
  const text = page.replaceAll('\r\n', '\n')
  const found = SEAL.exec(text)
  if (!found) {
    const why = text.includes(OPEN)
      ? 'its last line, by which it is checked, was changed'
      : 'it has no last line by which it could be checked: it was not made by `firedrill runbook`, or that line was taken out'
    return { facts: null, why }
  }
  const [whole, digest, json = ''] = found
  const facts = factsOf(json)
  if (facts === null)
    return { facts: null, why: 'its last line cannot be read: it was changed, or made by a newer firedrill' }
  const body = text.slice(0, text.length - whole.length)
  return { facts, whole: digestOf(body, json) === digest }
}

function factsOf(json: string): Facts | null {
  try {
    return factsSchema.safeParse(JSON.parse(json)).data ?? null
  } catch {
    return null
  }
}

function digestOf(body: string, json: string): string {
  return createHash('sha256').update(body).update('\0').update(json).digest('hex')
}
