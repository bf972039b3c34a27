/** What a reader of the stored writes says, line by line: one JSON object each. */
import { z } from 'zod'
import { FiredrillError } from '../errors.ts'

/** Kept with 16 bits; the highest number of jobs stands for none told. */
const MOST = 65_534
const count = z.int().min(0).max(MOST)

const entry = z.union(
  [
    z.strictObject({ key: z.string().min(1), count: count.default(1), jobs: count.optional() }),
    z.strictObject({ balance: z.string().min(1), expected: z.number(), actual: z.number() }),
  ],
  { error: 'expected {"key": …, "count": …, "jobs": …} or {"balance": …, "expected": …, "actual": …}' },
)

/**
 * `key`: a stored write, how often it is stored (1 unless given), and how often its job was done (absent: it has none).
 * `balance`: something that is counted instead, such as what was taken of a stock: how much the stored writes should
 * have taken, and how much was.
 */
export type Entry = z.output<typeof entry>

/** Throws `ledger-invalid` for a line that is none. `number` counts from 1. */
export function entryOf(line: string, number: number): Entry {
  const read = entry.safeParse(parsed(line))
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const at = issue && issue.path.length > 0 ? ` at ${issue.path.join('.')}` : ''
  throw new FiredrillError(
    'ledger-invalid',
    `line ${number} of what is stored is not as it should be${at}: ${issue?.message ?? 'it is not JSON'} (${shortened(line)})`,
    { hint: 'Have the reader of `ledger` in firedrill.config.ts print one JSON object a line.' },
  )
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function shortened(line: string): string {
  return line.length > 100 ? `${line.slice(0, 100)}…` : line
}
