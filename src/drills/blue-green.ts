import { serving } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { deployTime, failures, readyInstances, rollbackTime } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import type { StrategyKind } from '../drill/model.ts'
import { param } from '../drill/params.ts'
import { next, previous } from '../drill/releases.ts'
import { deploy, migrate, rollback } from '../drill/shipping.ts'
import { hold, phase, until } from '../drill/steps.ts'
import type { ReleaseDrillOptions } from './release-drill.ts'
import { slo } from './slo.ts'
import { stockTriggers } from './triggers.ts'

/** What differs from the stock drill. */
export interface BlueGreenOptions extends ReleaseDrillOptions {
  /** Default `blue-green`; `command` where the target's own commands switch so. Another target is refused. */
  strategy?: StrategyKind
}

/** A second set beside the first, the switch at the edge, and the switch back to the old set, which was kept. */
export function blueGreen(options: BlueGreenOptions = {}): Drill {
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
        { expect: [failures().atMost(0), readyInstances().atLeast(1), deployTime().below('2m')] },
      ),
      phase(
        'back',
        [rollback(), until(serving(previous(), { all: true }), { within: '10s' }), hold(settled)],
        {
          expect: [failures().atMost(0), readyInstances().atLeast(1), rollbackTime().below('10s')],
        },
      ),
      phase('settled', [hold(settled)]),
    ],
    expect: slo(),
  }))
}
