/** When the time was over that something was allowed to take: of several in one window, of the first that took longer. */
import { noticedMs } from '../../measure/indicators/detection.ts'
import { watchOf } from '../../measure/instances/watch.ts'
import { holds } from '../../measure/membership.ts'
import { firstServedMs, hasStayed } from '../../measure/releases/deploys.ts'
import { formatMs } from '../../units.ts'
import type { Asked, Broken } from './broken-in.ts'

const NEVER = Number.POSITIVE_INFINITY

/** One thing that took some time. */
interface Took {
  fromMs: number
  tookMs: number
  /** What its time is counted from. */
  since: string
}

export function slowRecovery(asked: Asked): Broken | null {
  const { measurements, window } = asked
  const all = measurements.faults.flatMap(({ fault, victim, instantMs }, i) =>
    instantMs !== null && holds(window, instantMs)
      ? [{ fault, victim, fromMs: instantMs, tookMs: measurements.recovery[i]?.recoveredMs ?? NEVER }]
      : [],
  )
  const since = ({ fault, victim }: { fault: string; victim: string }): string =>
    all.length === 1 ? 'the fault' : `the ${fault} of ${victim}`
  return firstTooLong(
    asked,
    all.map((each) => ({ ...each, since: since(each) })),
  )
}

export function slowRollback(asked: Asked): Broken | null {
  const { measurements, window } = asked
  const here = measurements.rollbacks.filter(
    ({ decidedMs, startedMs }) =>
      holds(window, decidedMs) || (startedMs !== null && holds(window, startedMs)),
  )
  return firstTooLong(
    asked,
    here.map(({ decidedMs, settledMs }) => ({
      fromMs: decidedMs,
      tookMs: (settledMs ?? NEVER) - decidedMs,
      since: 'the decision to roll back',
    })),
  )
}

export function slowDeploy(asked: Asked): Broken | null {
  const done = deploysIn(asked).filter(hasStayed)
  return firstTooLong(
    asked,
    done.map(({ startMs, endMs, to }) => ({
      fromMs: startMs,
      tookMs: (endMs ?? NEVER) - startMs,
      since: `the begin of the deploy of ${to}`,
    })),
  )
}

export function slowDetection(asked: Asked): Broken | null {
  const { measurements, record } = asked
  const watch = watchOf(record.events)
  const served = deploysIn(asked).flatMap((deploy) => {
    const fromMs = firstServedMs(deploy, watch)
    if (fromMs === null) return []
    const tookMs = (noticedMs(deploy, measurements.rollbacks) ?? NEVER) - fromMs
    return [{ fromMs, tookMs, since: `the first instance served ${deploy.to}` }]
  })
  return firstTooLong(asked, served)
}

function deploysIn({ measurements, window }: Asked) {
  return measurements.deploys.filter(({ startMs }) => holds(window, startMs))
}

function firstTooLong({ limit, breaks }: Asked, all: readonly Took[]): Broken | null {
  const [first] = all.filter(({ tookMs }) => breaks(tookMs)).toSorted((a, b) => a.fromMs - b.fromMs)
  return first
    ? { atMs: first.fromMs + limit, what: `${formatMs(limit)} had passed since ${first.since}` }
    : null
}
