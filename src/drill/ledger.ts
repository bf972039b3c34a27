/** Objectives on what became of the writes that the load marks with a key (`write()` of `firedrill/k6`). */
import type { ObjectiveDraft } from './bounds.ts'
import type { Objective } from './objective.ts'
import { here, mistake } from './place.ts'

/** How many may be wrong; each call adds an objective. Judged once, over all of the run's writes. */
export interface LedgerBounds {
  /** Acknowledged and not stored; of jobs: not done. */
  lost(atMost: number): LedgerDraft
  /** Stored, or done, more than once. */
  duplicated(atMost: number): LedgerDraft
}

export type LedgerDraft = ObjectiveDraft & LedgerBounds

/** Writes whose users were told that they are done are stored, and none is stored twice: `writes().lost(0).duplicated(0)`. */
export function writes(): LedgerBounds {
  return bounds('writes', [])
}

/** The job of each stored write is done, and once: `jobs().lost(0).duplicated(0)`. */
export function jobs(): LedgerBounds {
  return bounds('jobs', [])
}

type Kind = 'writes' | 'jobs'
type Wrong = 'lost' | 'duplicated'

function bounds(kind: Kind, before: readonly Objective[]): LedgerBounds {
  return {
    lost: (atMost) => bounded(kind, 'lost', atMost, before),
    duplicated: (atMost) => bounded(kind, 'duplicated', atMost, before),
  }
}

function bounded(kind: Kind, wrong: Wrong, atMost: number, before: readonly Objective[]): LedgerDraft {
  const place = here()
  if (!Number.isInteger(atMost) || atMost < 0) {
    throw mistake(place, `${wrong}(${atMost}) is not a number of ${kind}.`, `Write ${wrong}(0).`)
  }
  const indicator = { kind, wrong } as const
  const bound = { op: 'atMost', value: atMost } as const
  return drafted(kind, [...before, { indicator, filter: {}, bound, over: 'run', place }])
}

function drafted(kind: Kind, objectives: readonly Objective[]): LedgerDraft {
  const [objective, ...further] = objectives as [Objective, ...Objective[]]
  return {
    objective,
    further,
    over(span) {
      if (span === 'run') return drafted(kind, objectives)
      throw mistake(
        here(),
        `${kind}() is known when the load has ended, not in each window.`,
        'Leave over() out.',
      )
    },
    ...bounds(kind, objectives),
  }
}
