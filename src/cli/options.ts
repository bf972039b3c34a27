import { InvalidArgumentError } from 'commander'
import type { BlastLimit } from '../drill/blast-radius.ts'
import { perSecond, ratio } from '../units.ts'

/** For options that may be repeated. */
export function collect(value: string, before: string[]): string[] {
  return [...before, value]
}

export function seedNumber(text: string): number {
  const seed = Number(text)
  if (Number.isSafeInteger(seed) && seed >= 0 && text.trim() !== '') return seed
  throw new InvalidArgumentError('A seed is a whole number from 0.')
}

export function retries(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 0 && count <= 10 && text.trim() !== '') return count
  throw new InvalidArgumentError('Give a whole number from 0 to 10.')
}

export function repetitions(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 1000 && text.trim() !== '') return count
  throw new InvalidArgumentError('Give a whole number from 1 to 1000.')
}

/** `2`, or `all`. */
export function blastRadius(text: string): BlastLimit {
  if (text === 'all') return text
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && text.trim() !== '') return count
  throw new InvalidArgumentError('Give a whole number from 1, or all.')
}

export const BLAST_RADIUS =
  'so many instances at once may be hit, where the drill says so too; all: the last one that is ready as well'

/** `100/s`, as it is written. */
export function arrivalRate(text: string): string {
  try {
    perSecond(text)
    return text
  } catch {
    throw new InvalidArgumentError('Give a rate such as 100/s.')
  }
}

export function wholeNumber(text: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count >= 0 && text.trim() !== '') return count
  throw new InvalidArgumentError('Give a whole number from 0.')
}

/** `25%` as 0.25. */
export function percentage(text: string): number {
  try {
    return ratio(text)
  } catch {
    throw new InvalidArgumentError('Give a percentage such as 25%.')
  }
}
