import { rollingDeploy } from 'firedrill/drills'

export default rollingDeploy({ ledger: ['writes', 'jobs'] })
