import {
  absences,
  basisWords,
  failuresOn,
  howWords,
  isBrokenOff,
  isSafe,
  othersServing,
  requests,
  servingWords,
  whereTo,
  windowsAt,
} from '../reading.ts'
import type { Failure, KnownCause, Scene } from '../scene.ts'

/** So soon after an instance is lost, no check can have noticed it: only a second try helps. */
const UNNOTICED_MS = 1000

/** Requests that a lost instance broke off or refused failed, while another could have taken them. */
export const edgeNoRetry: KnownCause = (scene) => {
  const lost = absences(scene).filter(({ by }) => by !== 'stop' && by !== 'pause')
  const found = lost.flatMap(({ name, by, fromMs }) => {
    const others = othersServing(scene, name, fromMs)
    const failed = failuresOn(scene, name, { startMs: fromMs, endMs: fromMs + UNNOTICED_MS }).filter(
      isBrokenOff,
    )
    return others.length === 0 || failed.length === 0 ? [] : [{ name, by, others, failed }]
  })
  const [first, ...others] = found
  if (!first) return null
  const failed = found.flatMap((each) => each.failed)
  const unsafe = failed.every(({ method }) => !isSafe(method))
  return {
    sure: scene.basis === 'unknown' ? 'possible' : 'likely',
    what: unsafe
      ? 'The edge does not try a request that writes on another instance when one is lost.'
      : 'The edge does not try a request on another instance when one is lost.',
    evidence: [
      `${failedWords(first, scene)}, ${basisWords(scene)}`,
      `${servingWords(first.others)} at that moment`,
      ...others.map((each) => `${failedWords(each, scene)}, while ${servingWords(each.others)}`),
      ...(unsafe ? ['only requests that write are among them'] : []),
    ],
    tryThis: [
      'Let the edge try again on another instance after a refused connection or an empty answer (nginx proxy_next_upstream, HAProxy redispatch with retry-on, Caddy lb_try_duration).',
      'Give requests that write an idempotency key, so that they too may be tried twice.',
    ],
    windows: windowsAt(scene, failed),
  }
}

function failedWords(
  { name, by, failed }: { name: string; by: string; failed: readonly Failure[] },
  scene: Scene,
): string {
  const after = scene.basis === 'unknown' ? `the ${by} of ${name}` : `its ${by}`
  return `${requests(failed.length)}${whereTo(scene, name)} failed within 1 s of ${after} (${howWords(failed)})`
}
