import { blueGreen } from 'firedrill/drills'

export default blueGreen()
