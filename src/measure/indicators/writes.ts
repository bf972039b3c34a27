import { beforeWords, readingWords } from '../ledger/reading.ts'
import { type Measure, noValue } from './indicator.ts'

/** Of all writes that were marked, in the warm-up as well: a write that is lost is lost whenever it was made. */
export const writes: Measure<'writes'> = ({ context: { ledger }, indicator: { wrong } }) => {
  if (ledger.seen === null) return noValue(ledger.why)
  const { writes: seen, balances, differing, before, reading } = ledger.seen
  if (seen.acknowledged === 0) return noValue('no write was acknowledged')
  const observed = seen[wrong]
  const unsure = beforeWords(before)
  const notes = [
    ...(seen.unknownStored > 0
      ? [
          `of ${seen.unknown} that nothing certain was told of, ${seen.unknownStored} ${seen.unknownStored === 1 ? 'is' : 'are'} stored`,
        ]
      : []),
    ...(seen.refusedStored > 0
      ? [
          `${seen.refusedStored} that ${seen.refusedStored === 1 ? 'was refused is' : 'were refused are'} stored`,
        ]
      : []),
    ...(balances > 0 && differing.length === 0 ? [`${balances} balances fit`] : []),
    ...differing.map(({ name, expected, actual }) => `${name}: ${actual}, and ${expected} is right`),
    ...(observed > 0 && reading !== null ? [readingWords(reading)] : []),
    ...(unsure === null ? [] : [unsure]),
  ]
  return { ...noValue(notes.join('; ')), observed, samples: seen.acknowledged }
}
