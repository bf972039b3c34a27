import { killDuringDeploy } from 'firedrill/drills'

export default killDuringDeploy({ ledger: ['writes', 'jobs'] })
