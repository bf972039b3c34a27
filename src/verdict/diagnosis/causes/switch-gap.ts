import { formatMs } from '../../../units.ts'
import { howWords, requests, windowsAt } from '../reading.ts'
import type { KnownCause } from '../scene.ts'

/** A switch is over so soon after it was said to be. */
const NEAR_MS = 1500
const FEWEST = 2

/** Requests failed at a switch of the edge that it had sent to nobody. */
export const switchGap: KnownCause = (scene) => {
  if (scene.basis !== 'edge log') return null
  const switches = scene.deeds.filter(({ kind }) => kind === 'route')
  const nobody = scene.failures.filter(({ instance }) => instance === '')
  const found = switches.flatMap((deed) => {
    const failed = nobody.filter(
      ({ startMs }) => startMs >= deed.atMs - 100 && startMs <= deed.endMs + NEAR_MS,
    )
    return failed.length < FEWEST ? [] : [{ deed, failed }]
  })
  const [first] = found
  if (!first || nobody.length * 2 < scene.failures.length) return null
  const { deed, failed } = first
  return {
    sure: 'likely',
    what: 'The edge has nobody to send to for a moment when it is switched.',
    evidence: [
      `${requests(failed.length)} failed within ${formatMs(Math.max(0, failed.at(-1)!.startMs - deed.atMs))} of a switch, and the edge’s log has no instance for them (${howWords(failed)})`,
      deed.words,
    ],
    tryThis: [
      'Add the new instances to the edge first, and take the old ones out once the new ones are checked; reload without dropping what is known.',
    ],
    windows: windowsAt(scene, failed),
  }
}
