import { release } from 'firedrill'
import { migrationGate } from 'firedrill/drills'

export default migrationGate({ destructive: release('1.2.0'), ledger: ['writes', 'jobs'] })
