import { serving } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { deployTime, failures, readyInstances } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { next } from '../drill/releases.ts'
import { deploy, migrate } from '../drill/shipping.ts'
import { hold, phase, until } from '../drill/steps.ts'
import { ledger } from './ledger.ts'
import { optionsOf } from './options.ts'
import type { ReleaseDrillOptions } from './release-drill.ts'
import { RELEASE_DRILL } from './release-drill.ts'
import { slo } from './slo.ts'
import { stockTriggers } from './triggers.ts'

/** N → N+1 the way the target ships releases, with the migration before it; no request is lost on the way. */
export function rollingDeploy(given: ReleaseDrillOptions = {}): Drill {
  const options = optionsOf('rollingDeploy', given, RELEASE_DRILL)
  const about = {
    purpose: 'Shipping the next release must lose no request and never leave fewer than one instance ready.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      migrate: param.flag(options.migrate ?? true),
      baseline: param.duration(options.baseline ?? '20s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  return drill('rolling-deploy', about, ({ rate, migrate: first, baseline, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      ...(first ? [phase('migrated', [migrate(next()), hold(settled)])] : []),
      phase(
        'deploy',
        [
          deploy(next(), { stopOn: [...(options.triggers ?? stockTriggers())], bake: '5s' }),
          until(serving(next(), { all: true }), { within: '10s' }),
        ],
        { expect: [readyInstances().atLeast(1), deployTime().below('2m')] },
      ),
      phase('settled', [hold(settled), until(serving(next(), { all: true }), { within: '10s' })]),
    ],
    // In every window: what is in flight when an instance is taken out began in the one before.
    expect: [failures().atMost(0), ...slo(), ...ledger(options.ledger)],
  }))
}
