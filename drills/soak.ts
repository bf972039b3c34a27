import { soak } from 'firedrill/drills'

export default soak({ ledger: ['writes', 'jobs'] })
