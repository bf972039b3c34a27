import { crashSupervision } from 'firedrill/drills'

export default crashSupervision({
  report: /"level":60,.*"requestId":"[^"]+-crash"/,
  ledger: ['writes', 'jobs'],
})
