import { type Measure, noValue } from './indicator.ts'

/** Of the writes that are stored, whatever their users were told: each one's job is to be done once. */
export const jobs: Measure<'jobs'> = ({ context: { ledger }, indicator: { wrong } }) => {
  if (ledger.seen === null) return noValue(ledger.why)
  const { told, [wrong]: observed } = ledger.seen.jobs
  return told === 0 ? noValue('no stored write tells of a job') : { ...noValue(''), observed, samples: told }
}
