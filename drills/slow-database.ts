import { slowDatabase } from 'firedrill/drills'

export default slowDatabase({ ledger: ['writes', 'jobs'] })
