import { partitionNode } from 'firedrill/drills'

export default partitionNode()
