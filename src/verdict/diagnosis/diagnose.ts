/** Why a run failed, as far as its record tells: what broke first, what was around it, and which known causes fit. */
import type { LogLine } from '../../journal/logs.ts'
import type { RunRecord } from '../../journal/record.ts'
import { bootsOf } from '../../measure/instances/boots.ts'
import { watchOf } from '../../measure/instances/watch.ts'
import type { Measurements } from '../../measure/measurements.ts'
import { edgeAround, failedThrough, linesAround, momentsAround, rounded, saidAt } from './around.ts'
import { causes } from './causes/map.ts'
import { deedsOf } from './deeds.ts'
import { failuresOf } from './failures.ts'
import type { Breach, Found, Scene } from './scene.ts'
import type { Cause, Diagnosis } from './schema.ts'
import { slowOf } from './slow-requests.ts'

/** More than these nobody reads at night. */
const MOST_CAUSES = 3

export interface DiagnosisInput {
  record: RunRecord
  measurements: Measurements
  /** What failed, in the order in which it broke, by `breachesOf`. */
  breaches: readonly Breach[]
  /** Lines of the logs around the moments of `momentsOf`; may be empty. */
  logs: readonly LogLine[]
}

/** Null where nothing failed: what is inconclusive has its reason, and no cause. Pure; the same for the same input. */
export function diagnose(input: DiagnosisInput): Diagnosis | null {
  const [first, ...next] = input.breaches
  if (!first) return null
  const scene = sceneOf(input)
  const atMs = first.atMs
  return {
    first: breachSeen(first),
    next: next.map(breachSeen),
    ...(atMs === null ? { before: [], after: [] } : momentsAround(scene, atMs)),
    instances: atMs === null ? [] : saidAt(scene, atMs),
    edge: atMs === null ? [] : edgeAround(scene, atMs),
    failed: failedThrough(scene),
    logs: linesAround(scene),
    causes: causesOf(scene),
  }
}

export function sceneOf({ record, measurements, breaches, logs }: DiagnosisInput): Scene {
  const deeds = deedsOf(record.events)
  const watch = watchOf(record.events)
  return {
    record,
    measurements,
    breaches,
    ...failuresOf(record, measurements, deeds),
    deeds,
    watch,
    boots: bootsOf(watch, record.events),
    slow: slowOf(record, measurements, breaches),
    logs,
  }
}

function breachSeen({ clause, atMs, what }: Breach): Diagnosis['first'] {
  return { clause: clause.id, atMs: atMs === null ? null : rounded(atMs), what }
}

/** What explains the first breach, then what explains later ones; of each the likely first, then in the order of the map. */
function causesOf(scene: Scene): Cause[] {
  const found = Object.entries(causes).flatMap(([code, cause]) => {
    const fits = cause(scene)
    const is = fits === null ? null : placed(fits, scene)
    return is === null ? [] : [{ code, ...is, explainsFirst: explainsFirst(is, scene) }]
  })
  // Where something likely explains the first breach, it would only be a weaker word.
  const isExplained = found.some((one) => one.sure === 'likely' && one.explainsFirst)
  const known = found.filter(({ code }) => code !== 'undisturbed' || !isExplained)
  const first = phaseOf(scene.breaches[0]?.clause.window ?? '')
  const rank = (one: (typeof known)[number]): number =>
    (one.explainsFirst ? 0 : 4) + (one.sure === 'likely' ? 0 : 2) + (one.windows.includes(first) ? 0 : 1)
  return known
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST_CAUSES)
    .map(({ windows: _, ...cause }) => cause)
}

/** By its windows. One that explains nothing that was measured is there for what broke first. */
function explainsFirst({ windows }: Found, { breaches }: Scene): boolean {
  const [first, ...later] = breaches.map(({ clause }) => phaseOf(clause.window))
  return windows.includes(first ?? '') || !later.some((window) => windows.includes(window))
}

/**
 * A cause of what happened in other windows than those that broke explains nothing: it may be what the drill is about.
 * Where only the last look failed, it is possible that this is what is left of it.
 */
function placed(found: Found, { breaches, measurements }: Scene): Found | null {
  const broken = new Set(breaches.map(({ clause }) => phaseOf(clause.window)))
  if (found.windows.some((window) => broken.has(window))) return found
  const isMeasured = measurements.windows.some(({ name }) => broken.has(name))
  return isMeasured ? null : { ...found, sure: 'possible' }
}

/** `lost (first 6 s)` is a part of `lost`. */
function phaseOf(window: string): string {
  return window.split(' (')[0] ?? window
}
