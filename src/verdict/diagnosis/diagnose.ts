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
  /** Lines of the logs around the first breach; may be empty. */
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

/** The likely before the possible; of these, what explains the first breach, then in the order of the map. */
function causesOf(scene: Scene): Cause[] {
  const found = Object.entries(causes).flatMap(([code, cause]) => {
    const fits = cause(scene)
    return fits === null ? [] : [{ code, ...fits }]
  })
  const first = scene.breaches[0]?.clause.window ?? ''
  const rank = ({ sure, windows }: Found): number => {
    const explains = windows.some((window) => window === first || first.startsWith(`${window} (`))
    return (sure === 'likely' ? 0 : 2) + (explains ? 0 : 1)
  }
  // Of what else fits, it would only be a weaker word.
  const known = found.filter(
    ({ code }) => code !== 'undisturbed' || !found.some(({ sure }) => sure === 'likely'),
  )
  return known
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST_CAUSES)
    .map(({ windows: _, ...cause }) => cause)
}
