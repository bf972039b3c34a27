import { killNode } from 'firedrill/drills'

export default killNode({ ledger: ['writes', 'jobs'] })
