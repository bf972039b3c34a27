import { squeezeNode } from 'firedrill/drills'

export default squeezeNode({ ledger: ['writes', 'jobs'] })
