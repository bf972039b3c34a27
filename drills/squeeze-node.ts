import { squeezeNode } from 'firedrill/drills'

export default squeezeNode()
