import { readingWords } from '../ledger/reading.ts'
import { type Measure, noValue } from './indicator.ts'

/** Of the writes that are stored, whatever their users were told: each one's job is to be done once. */
export const jobs: Measure<'jobs'> = ({ context: { ledger }, indicator: { wrong } }) => {
  if (ledger.seen === null) return noValue(ledger.why)
  const { jobs: seen, reading } = ledger.seen
  const { told, [wrong]: observed } = seen
  if (told === 0) return noValue('no stored write tells of a job')
  const note = observed > 0 && reading !== null ? readingWords(reading) : ''
  return { ...noValue(note), observed, samples: told }
}
