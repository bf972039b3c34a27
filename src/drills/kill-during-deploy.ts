import { anyOf, serving } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { kill } from '../drill/faults.ts'
import { failures, p95 } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { instanceServing } from '../drill/refs.ts'
import { current, next, previous } from '../drill/releases.ts'
import { deploy, migrate, rollback } from '../drill/shipping.ts'
import { hold, phase, together, until } from '../drill/steps.ts'
import { ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { count, optionsOf } from './options.ts'
import type { ReleaseDrillOptions } from './release-drill.ts'
import { RELEASE_DRILL } from './release-drill.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill. */
export interface KillDuringDeployOptions extends ReleaseDrillOptions {
  /** Requests that may fail around each kill: those in flight on the victim; default 10. */
  budget?: number
}

const KNOWN: Kinds<KillDuringDeployOptions> = {
  ...RELEASE_DRILL,
  budget: count,
}

/** Kills an instance of the old release while the new one rolls out, then one of the new while it is rolled back. */
export function killDuringDeploy(given: KillDuringDeployOptions = {}): Drill {
  const options = optionsOf('killDuringDeploy', given, KNOWN)
  const about = {
    purpose: 'A rollout that loses an instance must complete or roll back by itself, never stop half-way.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      budget: param.number(options.budget ?? 10, { atLeast: 0 }),
      migrate: param.flag(options.migrate ?? true),
      baseline: param.duration(options.baseline ?? '20s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  return drill('kill-during-deploy', about, ({ rate, budget, migrate: first, baseline, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      ...(first ? [phase('migrated', [migrate(next()), hold(settled)])] : []),
      phase(
        'deploy',
        [
          together(
            [deploy(next(), { orRolledBack: true })],
            [until(serving(next(), { atLeast: 1 }), { within: '60s' }), kill(instanceServing(current()))],
          ),
          until(anyOf(serving(next(), { all: true }), serving(previous(), { all: true })), { within: '60s' }),
          hold(settled),
        ],
        { inherit: false, expect: [failures().atMost(budget), p95().below('150ms')] },
      ),
      phase(
        'rollback',
        [
          together(
            [rollback()],
            [until(serving(previous(), { atLeast: 1 }), { within: '60s' }), kill(instanceServing(next()))],
          ),
          until(serving(previous(), { all: true }), { within: '60s' }),
          hold(settled),
        ],
        { inherit: false, expect: [failures().atMost(budget), p95().below('150ms')] },
      ),
      phase('settled', [hold(settled)]),
    ],
    expect: [...slo(), ...ledger(options.ledger)],
  }))
}
