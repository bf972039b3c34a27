import type { RunRecord } from '../journal/record.ts'
import { disagreements } from './agreement.ts'
import { conditionsSeen } from './conditions.ts'
import { type Context, prepare } from './context.ts'
import { countedWindow } from './counts.ts'
import type { CustomIndicators } from './custom.ts'
import { engineSeen } from './engine-seen.ts'
import { failuresByClass } from './failures.ts'
import { indicationsOf } from './indications.ts'
import { tablesOf } from './instances/table.ts'
import { instrumentHealth } from './instruments.ts'
import type { Measurements, Outage } from './measurements.ts'
import { holds } from './membership.ts'
import { lossOf } from './releases/loss.ts'
import { findingsOf, stopsOf } from './releases/told.ts'
import { steadyOf } from './steady.ts'

/**
 * What was seen in a run: pure, exact and the same every time. It takes the record as it is, also one that was cut
 * off, and never throws for what is missing: a value that is not there is null.
 */
export function measure(record: RunRecord, customs: CustomIndicators = {}): Measurements {
  const context = prepare(record)
  return {
    windows: context.spans.map((span) => countedWindow(span, context)),
    indicators: indicationsOf(context, customs),
    faults: context.faults,
    conditions: conditionsSeen(context),
    failures: failuresByClass(context),
    outages: judgedOutages(context),
    recovery: context.recoveries.map(({ earliestMs: _, ...seen }) => seen),
    instruments: instrumentHealth(context),
    agreement: disagreements(context),
    steady: steadyOf(record.events, context),
    findings: findingsOf(record.events),
    deploys: context.deploys.map((deploy) => ({ ...deploy, loss: lossOf(deploy, context) })),
    rollbacks: context.rollbacks.map(({ earliestMs: _, ...seen }) => seen),
    stops: stopsOf(record.events),
    states: tablesOf(context.watch, context.faults),
    looks: context.watch.looks.reduce((sum, { count }) => sum + count, 0),
    engine: engineSeen(record.events),
    ledger: context.ledger.seen,
  }
}

/** Each with the phase that it belongs to, else the first that it reached into; those that touch none are left out. */
function judgedOutages({ outages, spans }: Context): Outage[] {
  const phases = spans.filter(({ kind }) => kind === 'phase')
  return outages.flatMap(({ firstEndMs: _, ...outage }) => {
    const phase =
      phases.find((span) => holds(span, outage.atMs)) ??
      phases.find(({ startMs, endMs }) => outage.atMs < endMs && outage.endMs > startMs)
    return phase ? [{ ...outage, window: phase.name }] : []
  })
}
