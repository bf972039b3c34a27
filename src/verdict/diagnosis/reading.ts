/** What several of the known causes ask of a scene. */
import { falseReadyRuns, servingIsSeen } from '../../measure/instances/runs.ts'
import { seenAt } from '../../measure/instances/watch.ts'
import type { Bounds } from '../../measure/membership.ts'
import { formatCount } from '../wording.ts'
import { type Absence, absencesOf } from './absences.ts'
import type { Deed, Failure, Scene } from './scene.ts'

/** The edge says that an instance broke off or was not there, or nobody answered. */
const BROKEN_OFF: readonly number[] = [0, 502, 503, 504]

export function isBrokenOff({ status }: Failure): boolean {
  return BROKEN_OFF.includes(status)
}

/** All that were the app at any time of the run. */
export function instanceNames({ record, watch }: Pick<Scene, 'record' | 'watch'>): ReadonlySet<string> {
  const told = record.events.flatMap((event) =>
    event.type === 'instances' ? event.instances.map(({ name }) => name) : [],
  )
  return new Set([...told, ...watch.seen.keys()])
}

export function absences(scene: Scene): Absence[] {
  return absencesOf(scene.deeds, scene.watch, instanceNames(scene))
}

/** Other instances that said at that moment that they were ready, and served. */
export function othersServing({ watch }: Scene, name: string, atMs: number): string[] {
  return [...watch.seen.keys()].filter((other) => {
    const state = other === name ? null : seenAt(watch, other, atMs)
    return state?.alive === true && state.ready === 200 && state.serves
  })
}

/** Failures with a moment within, that went to the instance; where no instance is known, all of them. */
export function failuresOn(scene: Scene, name: string, { startMs, endMs }: Bounds): Failure[] {
  return scene.failures.filter(
    ({ atMs, instance }) =>
      atMs >= startMs && atMs < endMs && (scene.basis === 'unknown' || instance === name),
  )
}

/** An instance that was asked to stop, and what was broken off around that. */
interface Stopped {
  name: string
  fromMs: number
  tookMs: number
  failed: Failure[]
}

/** `afterMs`: for so long after its end, unless it is started again before, the edge may not have noticed. */
export function brokenOffAtStops(scene: Scene, afterMs: number): Stopped[] {
  return absences(scene).flatMap(({ name, by, fromMs, goneMs, startedMs }) => {
    if (by !== 'stop') return []
    const within = { startMs: fromMs, endMs: Math.min(goneMs + afterMs, startedMs) }
    const failed = failuresOn(scene, name, within).filter(isBrokenOff)
    return failed.length === 0 ? [] : [{ name, fromMs, tookMs: goneMs - fromMs, failed }]
  })
}

/** Names of windows that hold one of the moments. */
export function windowsAt({ measurements }: Scene, moments: readonly { atMs: number }[]): string[] {
  return measurements.windows
    .filter(({ startMs, endMs }) => moments.some(({ atMs }) => atMs >= startMs && atMs < endMs))
    .map(({ name }) => name)
}

/** Services that were taken away or disturbed, and for how long. */
export function serviceLosses(scene: Scene): { name: string; how: string; startMs: number; endMs: number }[] {
  const instances = instanceNames(scene)
  return scene.deeds
    .filter(({ kind, name }) => kind === 'fault' && !instances.has(name))
    .map(({ name, detail, atMs }) => ({
      name,
      how: detail,
      startMs: atMs,
      endMs:
        scene.deeds.find((deed) => deed.kind === 'heal' && deed.name === name && deed.atMs > atMs)?.atMs ??
        Number.POSITIVE_INFINITY,
    }))
}

/** From then on, requests may fail for another reason than before. */
const CHANGES: readonly Deed['kind'][] = ['fault', 'stop', 'deploy', 'rollback', 'migrate']

/** The next thing after that moment that may be why requests fail; null: none came. */
export function nextChange({ deeds }: Scene, afterMs: number): Deed | null {
  return deeds.find(({ kind, atMs }) => CHANGES.includes(kind) && atMs > afterMs) ?? null
}

/** Times in which an instance said that it was ready and could not serve, from the second look on. */
export function falseReadyTimes({ watch }: Scene): { name: string; startMs: number; endMs: number }[] {
  const isSeen = servingIsSeen(watch)
  return [...watch.seen].flatMap(([name, seen]) =>
    falseReadyRuns(seen.filter(({ state }) => isSeen(state)))
      .filter(({ startMs, endMs }) => endMs - startMs > 300)
      .map((run) => ({ name, ...run })),
  )
}

/** `12 answered 502, 3 with no answer` */
export function howWords(failures: readonly Failure[]): string {
  const counts = Map.groupBy(failures, ({ status }) => status)
  return [...counts]
    .sort((a, b) => b[1].length - a[1].length)
    .map(
      ([status, some]) =>
        `${formatCount(some.length)} ${status === 0 ? 'with no answer' : `answered ${status}`}`,
    )
    .join(', ')
}

/** `1 request`, `2,000 requests` */
export function requests(count: number): string {
  return `${formatCount(count)} request${count === 1 ? '' : 's'}`
}

/** So many of the slow requests that were taken: `12 requests`, `about 1,200 requests` where not all were. */
export function slowOnes({ slow }: Scene, taken: number): string {
  return slow.every === 1 ? requests(taken) : `about ${requests(taken * slow.every)}`
}

/** `web-2 was ready and served`, `web-2 and web-3 were …` */
export function servingWords(names: readonly string[]): string {
  return `${names.join(' and ')} ${names.length === 1 ? 'was' : 'were'} ready and served`
}

/** By whose word the instances of failures are known. */
export function basisWords({ basis }: Scene): string {
  if (basis === 'edge log') return "by the edge's log"
  return basis === 'load'
    ? 'by what the load was told'
    : 'by time alone: no log says which instance they went to'
}

/** ` to web-1`; nothing where no log says which instance requests went to: they are laid to none. */
export function whereTo({ basis }: Scene, name: string): string {
  return basis === 'unknown' ? '' : ` to ${name}`
}

const SAFE: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'TRACE']

/** It changes nothing, so that balancers and clients try it again by themselves. */
export function isSafe(method: string): boolean {
  return SAFE.includes(method)
}
