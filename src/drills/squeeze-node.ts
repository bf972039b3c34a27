import { ready, recovered } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { squeeze, start } from '../drill/faults.ts'
import { deaths, interruption, recovery } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { instance, victim } from '../drill/refs.ts'
import type { LongEnough } from '../drill/steps.ts'
import { hold, phase, together, until } from '../drill/steps.ts'
import type { Duration, Percentage, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, optionsOf, share, time, timeOrLongEnough } from './options.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill; each but `load` is the default of a parameter of the same name. */
export interface SqueezeNodeOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Arrivals; default 200/s. */
  rate?: Rate
  /** What is left of one core; default 10 %. */
  cpu?: Percentage
  /** Time before the fault; default 20 s. */
  baseline?: Duration
  /** Time with one instance starved; default as long as the objectives need to be decided. */
  starved?: Duration | LongEnough
  /** Time after it has what it had; default 20 s. */
  settled?: Duration
  /** The longest time that is waited for recovery; default 60 s. */
  recoverWithin?: Duration
}

const KNOWN: Kinds<SqueezeNodeOptions> = {
  ...COMMON,
  cpu: share,
  starved: timeOrLongEnough,
  recoverWithin: time,
}

/**
 * Starves one instance of CPU mid-load, as a noisy neighbour would: it lives, and is slow. The SLO holds throughout,
 * because the edge sends users elsewhere, or because the app refuses in time what it cannot do; and it lives through it.
 */
export function squeezeNode(given: SqueezeNodeOptions = {}): Drill {
  const options = optionsOf('squeezeNode', given, KNOWN)
  const about = {
    purpose: 'One instance that is starved of CPU must not slow its users down, and must recover.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      cpu: param.percentage(options.cpu ?? '10%'),
      baseline: param.duration(options.baseline ?? '20s'),
      starved: param.hold(options.starved ?? 'long-enough'),
      settled: param.duration(options.settled ?? '20s'),
      recoverWithin: param.duration(options.recoverWithin ?? '60s'),
    },
  }
  return drill('squeeze-node', about, ({ rate, cpu, baseline, starved, settled, recoverWithin }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase(
        'starved',
        [
          squeeze(instance(), { cpu }),
          together([until(recovered(), { within: recoverWithin })], [hold(starved)]),
        ],
        { expect: [interruption().below('1s'), recovery().within('30s'), deaths().atMost(0)] },
      ),
      phase('settled', [start(victim()), until(ready({ all: true }), { within: '10s' }), hold(settled)], {
        expect: [deaths().atMost(0)],
      }),
    ],
    expect: [...slo(), ...ledger(options.ledger)],
  }))
}
