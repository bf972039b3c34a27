import { formatMs } from '../../../units.ts'
import { absences } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** So long, a supervisor may take before its first restart. */
const PATIENCE_MS = 5000

/** A crashed process stayed down. */
export const nobodyRestarts: KnownCause = (scene) => {
  const crashes = absences(scene).filter(({ by }) => by === 'crash')
  const endMs = scene.watch.bounds?.endMs ?? 0
  const down = crashes.filter(({ fromMs, backMs }) => Math.min(backMs, endMs) - fromMs > PATIENCE_MS)
  const ready = down.filter(
    ({ name, fromMs }) =>
      !scene.boots.some(
        (boot) => boot.name === name && boot.startMs > fromMs && boot.startMs - fromMs < PATIENCE_MS,
      ),
  )
  const [first] = ready
  if (!first) return null
  const { name, fromMs, backMs } = first
  const back = Number.isFinite(backMs)
    ? `for ${formatMs(backMs - fromMs)}`
    : `until the end of the run, ${formatMs(endMs - fromMs)} later`
  return {
    sure: 'likely',
    what: 'Nobody restarts what crashes: there is no supervisor, or it has given up.',
    evidence: [
      `${name} was seen to live no more after its crash, ${back}`,
      'no start of it was seen in the first 5 s',
    ],
    tryThis: [
      'Run it under something that restarts it (systemd Restart=on-failure, a container’s restart policy), and see that its limit of restarts is not reached by one crash.',
    ],
    windows: scene.breaches.filter(({ atMs }) => (atMs ?? 0) >= fromMs).map(({ clause }) => clause.window),
  }
}
