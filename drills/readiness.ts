import { readiness } from 'firedrill/drills'

export default readiness({ ledger: ['writes', 'jobs'] })
