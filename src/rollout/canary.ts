/** One instance of the new release against a freshly started one of the old; then rolling, or nothing is left of it. */

import { FiredrillError } from '../errors.ts'
import { type CanaryDecision, type Comparison, compareCanary } from '../measure/canary/compare.ts'
import { brokenLimit } from '../measure/canary/hard-limits.ts'
import type { CanarySettings } from '../target/target.ts'
import { CANARY, type CONTROL, createIntervals } from './canary-intervals.ts'
import { type CanaryPair, createPair } from './canary-pair.ts'
import { putBackFor, type RefusalSeen, refusalOf, unlessCancelled } from './refusal.ts'
import { rolling } from './rolling.ts'
import type {
  Rollout,
  RolloutContext,
  Shipped,
  TrafficFollower,
  TrafficSample,
  TrafficTail,
} from './rollout.ts'

const POLL_MS = 500
/** A request is in the log when it has ended, and the log is read five times a second. */
const LATE_LINES_MS = 1500

export const canary: Rollout = {
  kind: 'canary',
  ship: (context) => unlessCancelled(context, () => ship(context)),
  back: rolling.back,
}

async function ship(context: RolloutContext): Promise<Shipped> {
  const pair = createPair(context)
  try {
    const refusal = await tried(context, pair)
    if (refusal !== null) return await putBackFor(context, refusal, pair.takeAway)
  } finally {
    await pair.takeAway()
  }
  return rolling.ship(context)
}

/** Null: it is promoted. */
async function tried(context: RolloutContext, pair: CanaryPair): Promise<RefusalSeen | null> {
  // From before the first request of the pair.
  const traffic = trafficOf(context).follow()
  try {
    return await compared(context, pair, traffic)
  } finally {
    traffic.end()
  }
}

async function compared(
  context: RolloutContext,
  pair: CanaryPair,
  traffic: TrafficFollower,
): Promise<RefusalSeen | null> {
  const settings = settingsOf(context)
  try {
    await pair.start(settings.share)
  } catch (error) {
    const refusal = context.signal.aborted ? null : refusalOf(error)
    if (refusal === null) throw error
    return refusal
  }
  const { decision, why, comparison } = await watched(context, pair, traffic, settings)
  context.report.canary(decision, why, comparison ?? {})
  if (decision === 'promote') return null
  return { code: decision === 'roll-back' ? 'canary-worse' : 'canary-inconclusive', detail: why }
}

interface Judged {
  decision: CanaryDecision
  why: string
  comparison: Comparison | null
}

/** Looks until the last interval is over, or something ends it before. */
async function watched(
  context: RolloutContext,
  pair: CanaryPair,
  traffic: TrafficFollower,
  settings: CanarySettings,
): Promise<Judged> {
  const { clock, signal, nowMs } = context
  const warmMs = nowMs() + settings.warmUpMs
  const endMs = warmMs + settings.intervals * settings.intervalMs
  const intervals = createIntervals(warmMs, settings)
  let newest: readonly TrafficSample[] = []
  for (;;) {
    const samples = traffic.next()
    newest = ofCanary([...newest, ...samples], nowMs() - settings.intervalMs)
    intervals.add(samples)
    const broken = brokenNow(newest, warmMs, settings)
    const seen = (): Comparison => compareCanary(intervals.seen(nowMs()), settings)
    if (broken !== null) return { decision: 'roll-back', why: broken, comparison: seen() }
    const ended = await pair.ended()
    if (ended !== null) return { ...endedEarly(ended), comparison: seen() }
    if (nowMs() >= endMs + LATE_LINES_MS) {
      const comparison = seen()
      return { decision: comparison.decision, why: comparison.why, comparison }
    }
    await clock.sleep(POLL_MS, signal)
  }
}

function ofCanary(samples: readonly TrafficSample[], fromMs: number): TrafficSample[] {
  return samples.filter(({ instance, startMs }) => instance === CANARY && startMs >= fromMs)
}

/** By the canary's requests of the newest interval. While it warms up, being slow is allowed. */
function brokenNow(
  newest: readonly TrafficSample[],
  warmMs: number,
  settings: CanarySettings,
): string | null {
  const warm = newest.every(({ startMs }) => startMs >= warmMs)
  return brokenLimit(newest, warm ? settings : { ...settings, hardP95Ms: Number.POSITIVE_INFINITY })
}

function endedEarly(name: typeof CANARY | typeof CONTROL): { decision: CanaryDecision; why: string } {
  return name === CANARY
    ? { decision: 'roll-back', why: 'the canary ended by itself' }
    : { decision: 'inconclusive', why: 'the control ended: there is nothing to compare with' }
}

function settingsOf({ deploy: { strategy } }: RolloutContext): CanarySettings {
  if (strategy.kind === 'canary') return strategy.canary
  throw new FiredrillError('internal', `A canary was asked for by the strategy ${strategy.kind}.`, {
    hint: 'Report this as a defect of firedrill.',
  })
}

function trafficOf({ traffic }: RolloutContext): TrafficTail {
  if (traffic) return traffic
  throw new FiredrillError('capability-missing', 'A canary is compared by the access log of the edge.', {
    hint: 'Configure edge.accessLog, or use the rolling strategy.',
  })
}
