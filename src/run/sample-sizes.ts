/** How many requests each clause needs, how long they take, and whether the planned windows bring them. Pure. */
import { timeForMs } from '../drill/arrivals.ts'
import { clauseText } from '../drill/describe.ts'
import type { LoadProfile, ResolvedDrill } from '../drill/model.ts'
import type { Objective } from '../drill/objective.ts'
import type { PlannedPhase } from '../drill/planning.ts'
import { proofOf } from '../drill/provable.ts'
import { requiredRequests } from '../drill/requests.ts'
import { phaseWindows } from '../drill/windows.ts'
import { isAbout, objectivesOf, runObjectivesOf } from '../measure/phases.ts'

/** What a clause can come to at best, in the words of the verdict; `unknown`: a condition or a filter decides. */
export type Reach = 'too few to tell' | 'observed' | 'proven' | 'unknown'

export interface ClauseSize {
  window: string
  objective: string
  /** Null: it is not about a number of requests. */
  requests: {
    /** Fewer are too few to tell. */
    toTell: number
    /** So many with none bad (for a percentile: none too slow) prove it at 95 %. */
    toProve: number
    /** At the drill's rate, from the window's begin, ms; null: the rate is not known. */
    toTellMs: number | null
    toProveMs: number | null
    /** In the planned length; null: that, or the rate, is not known. */
    planned: number | null
  } | null
  reach: Reach
  /** Why it is unknown, or cannot be proven; empty: nothing to say. */
  note: string
}

/** As many as a window of a day brings are told apart. */
const MOST = 1e9

export function sampleSizes(
  drill: ResolvedDrill,
  phases: readonly PlannedPhase[],
  instanceNames: readonly string[],
  warmUpMs: number,
): ClauseSize[] {
  const windows = placed(phases, warmUpMs)
  const ofPhases = phaseWindows(drill, instanceNames).flatMap(({ name, phase }) => {
    const window = windows.find((each) => each.name === name)
    if (!window) return []
    return objectivesOf(phase, drill)
      .filter((objective) => isAbout(objective.indicator, phase) && !isItsOwnReference(objective, phase.name))
      .map((objective) => sizeOf(objective, window, drill.load.profile))
  })
  const all = windows.map(({ plannedMs }) => plannedMs)
  const plannedMs = all.some((ms) => ms === null) ? null : all.reduce<number>((sum, ms) => sum + (ms ?? 0), 0)
  const run = { name: 'run', fromMs: warmUpMs, plannedMs }
  return [
    ...ofPhases,
    ...runObjectivesOf(drill).map((objective) => sizeOf(objective, run, drill.load.profile)),
  ]
}

interface PlacedWindow {
  name: string
  /** Since the load began. */
  fromMs: number
  plannedMs: number | null
}

/** One after the other: what only conditions decide is taken as no time, which is the least. */
function placed(phases: readonly PlannedPhase[], warmUpMs: number): PlacedWindow[] {
  let fromMs = warmUpMs
  return phases.map(({ name, plannedMs }) => {
    const window = { name, fromMs, plannedMs }
    fromMs += plannedMs ?? 0
    return window
  })
}

function isItsOwnReference({ bound }: Objective, phase: string): boolean {
  return bound.op === 'notWorseThan' && bound.window === phase
}

function sizeOf(objective: Objective, window: PlacedWindow, profile: LoadProfile): ClauseSize {
  const about = { window: window.name, objective: clauseText(objective) }
  const needed = requiredRequests(objective)
  const proof = proofOf(objective)
  if (proof.by === 'nothing') return { ...about, requests: null, reach: 'observed', note: proof.why }
  if (proof.by === 'watching')
    return { ...about, requests: null, reach: 'proven', note: 'watched as a whole' }
  if (needed === null)
    return { ...about, requests: null, reach: 'unknown', note: 'how many requests it takes is not known' }
  const { fromMs, plannedMs } = window
  const planned = plannedMs === null ? null : arrivalsIn(profile, fromMs, plannedMs)
  const requests = {
    toTell: needed.toDecide,
    toProve: needed.toProve,
    toTellMs: timeForMs(profile, needed.toDecide, fromMs),
    toProveMs: timeForMs(profile, needed.toProve, fromMs),
    planned,
  }
  if (planned === null) return { ...about, requests, reach: 'unknown', note: whyUnknown(profile, plannedMs) }
  // Of some of the requests there are at most as many as of all.
  const most = reachOf(planned, requests)
  if (needed.ofAll || most === 'too few to tell') return { ...about, requests, reach: most, note: '' }
  return {
    ...about,
    requests,
    reach: 'unknown',
    note: 'counted among what it selects, whose share of the load is not known',
  }
}

function reachOf(planned: number, { toTell, toProve }: { toTell: number; toProve: number }): Reach {
  if (planned < toTell) return 'too few to tell'
  return planned < toProve ? 'observed' : 'proven'
}

function whyUnknown(profile: LoadProfile, plannedMs: number | null): string {
  if (plannedMs === null) return 'a condition decides how long it is'
  return profile.kind === 'script'
    ? "the rate of a script's own scenarios is not known"
    : 'the load ends before'
}

/** The most requests that arrive within the length; null: the rate is not known. */
function arrivalsIn(profile: LoadProfile, fromMs: number, lengthMs: number): number | null {
  if (profile.kind === 'script') return null
  let [fewest, most] = [0, MOST]
  while (most - fewest > 1) {
    const middle = Math.floor((fewest + most) / 2)
    const tookMs = timeForMs(profile, middle, fromMs)
    if (tookMs !== null && tookMs <= lengthMs + 1e-6) fewest = middle
    else most = middle
  }
  return fewest
}
