/** Reads `verdict.json` and `<first run>.batch.json` back, for whoever rests something on them. */
import { basename } from 'node:path'
import type { z } from 'zod'
import { FiredrillError } from '../errors.ts'
import { requireFormat } from '../journal/format.ts'
import { storedJson } from '../journal/stored-json.ts'
import { BATCH_FORMAT, type Batch, batchSchema } from './batch-schema.ts'
import { overallOf } from './overall.ts'
import { VERDICT_FORMAT, type Verdict, verdictSchema } from './schema.ts'

const AGAIN = '`firedrill judge <run>` makes it again from the run record.'

/**
 * Throws `record-invalid`, naming the file and the field, also for a verdict that its own clauses do not give. A verdict
 * that decides over something is better judged again from its record: only that is sealed.
 */
export function readVerdict(text: string, file: string): Verdict {
  const verdict = checked(verdictSchema, text, { file, format: VERDICT_FORMAT, hint: AGAIN })
  if (verdict.verdict === overallOf(verdict.clauses, verdict.run)) return verdict
  throw invalid(file, `its clauses do not give "${verdict.verdict}"`, AGAIN)
}

const NAME_THEM = 'It was changed. Name its runs instead, with commas.'

/** Throws `record-invalid`, naming the file and the field. */
export function readBatch(text: string, file: string): Batch {
  const batch = checked(batchSchema, text, { file, format: BATCH_FORMAT, hint: NAME_THEM })
  const odd = batch.runs.findIndex(({ id }) => id === '' || id === '..' || basename(id) !== id)
  // The runs stand beside the batch, and nowhere else.
  if (odd >= 0) throw invalid(file, `runs[${odd}].id is not the name of a run`, NAME_THEM)
  return batch
}

function checked<T>(
  schema: z.ZodType<T>,
  text: string,
  { file, format, hint }: { file: string; format: string; hint: string },
): T {
  const stored = storedJson(text, file)
  requireFormat(stored, format, { file })
  const read = schema.safeParse(stored)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const path = (issue?.path ?? [])
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
  throw invalid(file, `${path.replace(/^\./, '') || 'the whole'}: ${issue?.message}`, hint)
}

function invalid(file: string, why: string, hint: string): FiredrillError {
  return new FiredrillError('record-invalid', `${file} cannot be read: ${why}.`, { hint })
}
