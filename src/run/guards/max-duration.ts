import { formatMs } from '../../units.ts'
import type { CreateWatched } from './guard.ts'

const EVERY_MS = 250

/** The run's own time, from its begin on. */
export const maxDuration: CreateWatched<'max-duration'> = ({ durationMs }, { nowMs }) => ({
  everyMs: EVERY_MS,
  async look() {
    const atMs = nowMs()
    return { seen: true, bad: atMs >= durationMs, restedOn: `it has lasted ${formatMs(atMs)}` }
  },
})
