import { formatMs } from '../../../units.ts'
import { othersServing, requests, servingWords, windowsAt } from '../reading.ts'
import type { KnownCause, Scene } from '../scene.ts'

const FEWEST = 5
/** An edge that gives up sooner and tries another is not noticed by users. */
const LONG_MS = 500
/** Of all that failed or were slow, so many in this time. */
const SHARE = 0.7

/** While one instance hung or starved, requests waited for it, and the edge did not try another. */
export const edgeWaits: KnownCause = (scene) => {
  const found = scene.deeds.flatMap((deed) => {
    const { kind, name, detail, atMs } = deed
    if (kind !== 'fault' || !['pause', 'squeeze'].includes(detail)) return []
    const healedMs = healOf(name, atMs, scene)
    const waited = waitedOf(scene)
    const during = waited.filter((each) => each.endMs >= atMs && each.startMs < healedMs)
    const others = othersServing(scene, name, atMs)
    // Known to have gone elsewhere, it did not wait for this one.
    const here = during.filter(({ instance }) => instance === null || instance === '' || instance === name)
    const fits = here.length >= FEWEST && here.length >= SHARE * waited.length && others.length > 0
    return fits ? [{ name, detail, here, others }] : []
  })
  const [first] = found
  if (!first) return null
  const { name, detail, here, others } = first
  const hangs = detail === 'pause'
  const unanswered = here.filter(({ answered }) => !answered).length
  return {
    sure: 'likely',
    what: hangs
      ? 'The edge waits for an instance that hangs: it neither gives a request up soon, nor tries another, nor takes the instance out.'
      : 'The edge goes on giving an instance that is slow its full share.',
    evidence: [
      `${requests(here.length)} waited ${formatMs(LONG_MS)} or longer while ${name} ${hangs ? 'hung' : 'was squeezed'}; ${unanswered} of them got no good answer`,
      `${servingWords(others)} when that began`,
    ],
    tryThis: [
      'Give the edge a time limit for an answer that is shorter than its users’ patience, and a second try on another instance (HAProxy timeout server with retry-on response-timeout, nginx proxy_read_timeout with proxy_next_upstream timeout).',
      hangs
        ? 'Let its checks ask for an answer, not only for a connection: a process that hangs still takes connections.'
        : 'Let it send to the instance with the fewest requests under way (leastconn, least_conn), not to each in turn.',
    ],
    windows: windowsAt(
      scene,
      found.flatMap((each) => each.here),
    ),
  }
}

interface Waited {
  atMs: number
  startMs: number
  endMs: number
  instance: string | null
  answered: boolean
}

function waitedOf(scene: Scene): Waited[] {
  const slow = scene.slow.requests.map(({ atMs, durationMs, instance }) => ({
    atMs,
    startMs: atMs,
    endMs: atMs + durationMs,
    instance,
    answered: true,
  }))
  const failed = scene.failures.map((failure) => ({ ...failure, answered: false }))
  return [...slow, ...failed].filter(({ startMs, endMs }) => endMs - startMs >= LONG_MS)
}

function healOf(name: string, atMs: number, { deeds }: Scene): number {
  const heal = deeds.find((deed) => deed.kind === 'heal' && deed.name === name && deed.atMs > atMs)
  return heal?.atMs ?? Number.POSITIVE_INFINITY
}
