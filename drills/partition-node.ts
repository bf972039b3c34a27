import { partitionNode } from 'firedrill/drills'

export default partitionNode({ ledger: ['writes', 'jobs'] })
