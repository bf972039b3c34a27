import { restartAll } from 'firedrill/drills'

export default restartAll({ ledger: ['writes', 'jobs'] })
