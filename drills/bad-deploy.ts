import { release } from 'firedrill'
import { badDeploy } from 'firedrill/drills'

export default badDeploy({ release: (bad) => release(`1.0.1-${bad}`), ledger: ['writes', 'jobs'] })
