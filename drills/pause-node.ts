import { pauseNode } from 'firedrill/drills'

export default pauseNode({ ledger: ['writes', 'jobs'] })
