import { beforeWords, readingWords } from '../ledger/reading.ts'
import { type Measure, noValue } from './indicator.ts'

/** Of the writes that are stored, whatever their users were told: each one's job is to be done once. */
export const jobs: Measure<'jobs'> = ({ context: { ledger }, indicator: { wrong } }) => {
  if (ledger.seen === null) return noValue(ledger.why)
  const { jobs: seen, before, reading } = ledger.seen
  const { told, [wrong]: observed } = seen
  if (told === 0) return noValue('no stored write tells of a job')
  const late = observed > 0 && reading !== null ? readingWords(reading) : null
  const notes = [late, beforeWords(before)].filter((note) => note !== null)
  return { ...noValue(notes.join('; ')), observed, samples: told }
}
