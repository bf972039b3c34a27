import { blueGreen } from 'firedrill/drills'

export default blueGreen({ ledger: ['writes', 'jobs'] })
