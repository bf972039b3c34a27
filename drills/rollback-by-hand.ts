import { release } from 'firedrill'
import { rollbackByHand } from 'firedrill/drills'

export default rollbackByHand({ release: release('1.0.1-failing'), ledger: ['writes', 'jobs'] })
