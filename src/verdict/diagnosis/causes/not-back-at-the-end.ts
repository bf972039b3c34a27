import { seenAt } from '../../../measure/instances/watch.ts'
import type { KnownCause } from '../scene.ts'

/** Nothing but the last look at the app failed: what was done to it was not taken back, or it did not come back. */
export const notBackAtTheEnd: KnownCause = (scene) => {
  const [first] = scene.breaches
  if (first?.clause.indicator !== 'steady state' || first.atMs === null) return null
  const fault = scene.deeds.findLast(({ kind }) => kind === 'fault')
  if (!fault) return null
  const heal = scene.deeds.findLast(({ kind, name }) => kind === 'heal' && name === fault.name)
  const lastMs = scene.watch.bounds?.endMs ?? first.atMs
  const notReady = [...scene.watch.seen.keys()].sort().flatMap((name) => {
    const state = seenAt(scene.watch, name, Math.min(first.atMs ?? lastMs, lastMs))
    if (state === null || (state.alive && state.ready === 200)) return []
    const failing = state.failing.length === 0 ? '' : `, failing: ${state.failing.join(', ')}`
    return [`${name} ${state.alive ? `was not ready${failing}` : 'did not live'} at the end`]
  })
  if (notReady.length === 0) return null
  return {
    sure: 'possible',
    what: `What was done to ${fault.name} was not really taken back, or the app does not come back after it.`,
    evidence: [
      fault.words,
      heal ? heal.words : `nothing was seen to heal ${fault.name}`,
      ...notReady.slice(0, 3),
    ],
    tryThis: [
      'See whether what was taken away is there again; if it is, look at what the app still holds of the time when it was not.',
    ],
    windows: [first.clause.window],
  }
}
