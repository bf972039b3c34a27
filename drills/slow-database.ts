import { slowDatabase } from 'firedrill/drills'

export default slowDatabase()
