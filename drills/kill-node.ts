import { killNode } from 'firedrill/drills'

export default killNode()
