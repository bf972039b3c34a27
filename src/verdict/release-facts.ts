/** The parts of a verdict about releases and instances, taken over from the measurements. */
import type {
  DeploySeen,
  LossSeen,
  Measurements,
  RollbackSeen,
  StateStretch,
} from '../measure/measurements.ts'
import type { Verdict } from './schema.ts'

/** So many stretches of an instance a person may look through. */
const MOST_STRETCHES = 200

const asMs = (ms: number): number => Math.round(ms * 1000) / 1000
const asMsOrNull = (ms: number | null): number | null => (ms === null ? null : asMs(ms))

export function deploysSeen({ deploys }: Measurements): Verdict['deploys'] {
  return deploys.map((deploy: DeploySeen) => ({
    window: deploy.window,
    from: deploy.from,
    to: deploy.to,
    strategy: deploy.strategy,
    startMs: asMs(deploy.startMs),
    endMs: asMsOrNull(deploy.endMs),
    outcome: deploy.outcome,
    code: deploy.code,
    detail: deploy.detail,
    switched: deploy.switched.map(({ name, atMs }) => ({ instance: name, atMs: asMs(atMs) })),
    trigger: deploy.trigger && { atMs: asMs(deploy.trigger.atMs), restedOn: deploy.trigger.restedOn },
    detectionMs: asMsOrNull(deploy.detectionMs),
    canary: deploy.canary && { decision: deploy.canary.decision, why: deploy.canary.why },
    loss: deploy.loss && lossSeen(deploy.loss),
  }))
}

function lossSeen({ startMs, endMs, total, failed, kinds, p95Ms, baselineP95Ms }: LossSeen) {
  return {
    startMs: asMs(startMs),
    endMs: asMs(endMs),
    requests: total,
    failed,
    kinds: kinds.map(({ kind, failed }) => ({ kind, failed })),
    p95Ms: p95Ms === Number.POSITIVE_INFINITY ? ('never' as const) : asMsOrNull(p95Ms),
    baselineP95Ms: asMs(baselineP95Ms),
  }
}

export function rollbacksSeen({ rollbacks }: Measurements): Verdict['rollbacks'] {
  return rollbacks.map((rollback: RollbackSeen) => ({
    window: rollback.window,
    to: rollback.to,
    why: rollback.why,
    decidedMs: asMs(rollback.decidedMs),
    ...partsOf(rollback),
    unknown: rollback.unknown,
    instances: rollback.instances.map(({ name, readyMs }) => ({
      instance: name,
      readyMs: asMsOrNull(readyMs === null ? null : readyMs - rollback.decidedMs),
    })),
  }))
}

/** The parts add up to the whole: what was over before the part before it took no time of its own. */
function partsOf({ decidedMs, startedMs, actedMs, readyMs, settledMs }: RollbackSeen) {
  const beganMs = startedMs ?? decidedMs
  const endedMs = actedMs ?? beganMs
  const allReadyMs = readyMs === null ? null : Math.max(readyMs, endedMs)
  return {
    decideMs: asMsOrNull(startedMs === null ? null : startedMs - decidedMs),
    actMs: asMsOrNull(actedMs === null ? null : actedMs - beganMs),
    readyMs: asMsOrNull(allReadyMs === null ? null : allReadyMs - endedMs),
    settleMs: asMsOrNull(settledMs === null || allReadyMs === null ? null : settledMs - allReadyMs),
    totalMs: asMsOrNull(settledMs === null ? null : settledMs - decidedMs),
  }
}

export function stopsSeen({ stops }: Measurements): Verdict['stops'] {
  return stops.map(({ window, name, exitCode, signal, tookMs, killed }) => ({
    window,
    instance: name,
    exitCode,
    signal,
    tookMs: asMs(tookMs),
    killed,
  }))
}

function isNotWrong(judged: StateStretch['judged']): boolean {
  return judged === 'right' || judged === 'unknown'
}

export function instancesSeen({ states }: Measurements): Verdict['instances'] {
  return states.map(({ name, stretches }) => {
    const wrongFirst = stretches.toSorted(
      (a, b) => Number(isNotWrong(a.judged)) - Number(isNotWrong(b.judged)),
    )
    const kept = wrongFirst.slice(0, MOST_STRETCHES).sort((a, b) => a.startMs - b.startMs)
    return {
      instance: name,
      stretches: kept.map((stretch) => ({
        ...stretch,
        startMs: asMs(stretch.startMs),
        endMs: asMs(stretch.endMs),
        failing: [...stretch.failing],
      })),
      leftOut: stretches.length - kept.length,
    }
  })
}
