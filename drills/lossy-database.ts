import { lossyDatabase } from 'firedrill/drills'

export default lossyDatabase({ ledger: ['writes', 'jobs'] })
