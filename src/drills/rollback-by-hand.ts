import { serving } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { detection, rollbackTime } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import type { Condition, PhaseStep, ReleaseRef } from '../drill/model.ts'
import { param } from '../drill/params.ts'
import { next, previous } from '../drill/releases.ts'
import { deploy, expectRefused, rollback } from '../drill/shipping.ts'
import { hold, manual, phase, until } from '../drill/steps.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, named, optionsOf, release, triggers } from './options.ts'
import { slo } from './slo.ts'
import { stockTriggers } from './triggers.ts'

/** What differs from the stock drill; `rate`, `baseline` and `settled` are defaults of parameters. */
export interface RollbackByHandOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** A known-bad release, which the triggers notice in service; default: the next one, which a person takes back all the same. */
  release?: ReleaseRef
  /** The numbers by which the bad release is told; default `stockTriggers()`. */
  triggers?: readonly Condition[]
  /** What the person follows; default `docs/runbook/deploy.md`. */
  page?: string
  /** Default 20 s. */
  baseline?: Duration
  /** Default 20 s. */
  settled?: Duration
}

const KNOWN: Kinds<RollbackByHandOptions> = {
  ...COMMON,
  release,
  triggers,
  page: named('a page', 'docs/runbook/deploy.md'),
}

/** Ships a release and asks a person to bring back the one before, by the runbook: are two minutes enough for that? */
export function rollbackByHand(given: RollbackByHandOptions = {}): Drill {
  const options = optionsOf('rollbackByHand', given, KNOWN)
  const about = {
    purpose: 'A person who follows the runbook must have the release before back within two minutes.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      baseline: param.duration(options.baseline ?? '20s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  return drill('rollback-by-hand', about, ({ rate, baseline, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      options.release === undefined ? shipped() : detected(options.release, options.triggers),
      byHand(options.page ?? 'docs/runbook/deploy.md'),
      phase('settled', [hold(settled)]),
    ],
    expect: [...slo(), ...ledger(options.ledger)],
  }))
}

function shipped(): PhaseStep {
  return phase('shipped', [deploy(next()), until(serving(next(), { all: true }), { within: '10s' })])
}

function detected(bad: ReleaseRef, given: RollbackByHandOptions['triggers']): PhaseStep {
  const stopOn = [...(given ?? stockTriggers())]
  return phase('shipped', [expectRefused(deploy(bad, { stopOn, bake: '15s' }), { because: 'triggered' })], {
    inherit: false,
    expect: [detection().within('15s')],
  })
}

/** What users lose meanwhile is reported; the person is asked for nothing but to be quick and right. */
function byHand(page: string): PhaseStep {
  return phase(
    'by hand',
    [
      manual(`Bring the release before back, by the rollback of ${page}.`),
      rollback({ observed: true }),
      until(serving(previous(), { all: true }), { within: '10s' }),
    ],
    { inherit: false, expect: [rollbackTime().below('2m')] },
  )
}
