import { release } from 'firedrill'
import { canary } from 'firedrill/drills'

export default canary({ release: (bad) => release(`1.0.1-${bad}`), ledger: ['writes', 'jobs'] })
