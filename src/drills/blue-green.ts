import { serving } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { deployTime, failures, readyInstances, rollbackTime } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import type { StrategyKind } from '../drill/model.ts'
import { STRATEGY_KINDS } from '../drill/model.ts'
import { param } from '../drill/params.ts'
import { next, previous } from '../drill/releases.ts'
import { deploy, migrate, rollback } from '../drill/shipping.ts'
import { hold, phase, until } from '../drill/steps.ts'
import { ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { oneOf, optionsOf } from './options.ts'
import type { ReleaseDrillOptions } from './release-drill.ts'
import { RELEASE_DRILL } from './release-drill.ts'
import { slo } from './slo.ts'
import { stockTriggers } from './triggers.ts'

/** What differs from the stock drill. */
export interface BlueGreenOptions extends ReleaseDrillOptions {
  /** Default `blue-green`; `command` where the target's own commands switch so. Another target is refused. */
  strategy?: StrategyKind
}

const KNOWN: Kinds<BlueGreenOptions> = {
  ...RELEASE_DRILL,
  strategy: oneOf(STRATEGY_KINDS),
}

/** A second set beside the first, the switch at the edge, and the switch back to the old set, which was kept. */
export function blueGreen(given: BlueGreenOptions = {}): Drill {
  const options = optionsOf('blueGreen', given, KNOWN)
  const about = {
    purpose: 'Switching to a second set and back must lose no request, and the way back takes seconds.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      migrate: param.flag(options.migrate ?? true),
      baseline: param.duration(options.baseline ?? '20s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  return drill('blue-green', about, ({ rate, migrate: first, baseline, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      ...(first ? [phase('migrated', [migrate(next()), hold(settled)])] : []),
      phase(
        'switch',
        [
          deploy(next(), {
            stopOn: [...(options.triggers ?? stockTriggers())],
            bake: '5s',
            strategy: options.strategy ?? 'blue-green',
          }),
          until(serving(next(), { all: true }), { within: '10s' }),
        ],
        { expect: [readyInstances().atLeast(1), deployTime().below('2m')] },
      ),
      phase(
        'back',
        [rollback(), until(serving(previous(), { all: true }), { within: '10s' }), hold(settled)],
        {
          expect: [readyInstances().atLeast(1), rollbackTime().below('10s')],
        },
      ),
      phase('settled', [hold(settled)]),
    ],
    // In every window: what is in flight when an instance is taken out began in the one before.
    expect: [failures().atMost(0), ...slo(), ...ledger(options.ledger)],
  }))
}
