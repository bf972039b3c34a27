/** What became of the writes, for a person: one line where all is well, and the story of each key where it is not. */
import { beforeWords, readingWords } from '../measure/ledger/reading.ts'
import type { Verdict } from '../verdict/schema.ts'
import { counted, formatCount } from '../verdict/wording.ts'

/** So many a person reads; the rest is in `verdict.json`. */
const MOST_KEYS = 8

/** None where it was not asked. */
export function ledgerLines({ ledger }: Verdict): string[] {
  if (ledger === null) return []
  const { writes, jobs, balances, before, reading, keys } = ledger
  const lines = [
    `writes: ${formatCount(writes.acknowledged)} acknowledged, ${formatCount(writes.lost)} lost, ${formatCount(writes.duplicated)} duplicated${openWords(writes)}`,
  ]
  if (jobs.told > 0)
    lines.push(
      `jobs: ${formatCount(jobs.told)} of stored writes, ${formatCount(jobs.lost)} not done, ${formatCount(jobs.duplicated)} done more than once`,
    )
  const unsure = beforeWords(before)
  if (unsure !== null) lines.push(unsure)
  if (reading !== undefined) lines.push(readingWords(reading))
  for (const { name, expected, actual } of balances.differing)
    lines.push(`${name}: ${actual} booked, and ${expected} is right`)
  for (const { key, story } of keys.slice(0, MOST_KEYS)) lines.push(`${key}: ${story}`)
  const more = keys.length - MOST_KEYS
  return more > 0 ? [...lines, `${counted(more, 'more key is', 'more keys are')} in verdict.json`] : lines
}

function openWords({
  unknown,
  unknownStored,
  refusedStored,
}: NonNullable<Verdict['ledger']>['writes']): string {
  const open =
    unknown === 0
      ? ''
      : `; of ${formatCount(unknown)} left open, ${counted(unknownStored, 'is', 'are')} stored`
  return refusedStored === 0
    ? open
    : `${open}; ${counted(refusedStored, 'was refused, and is', 'were refused, and are')} stored`
}
