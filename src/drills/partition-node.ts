import { ready, recovered } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { disconnect, start } from '../drill/faults.ts'
import { deaths, interruption, recovery } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { instance, victim } from '../drill/refs.ts'
import type { LongEnough } from '../drill/steps.ts'
import { hold, phase, together, until } from '../drill/steps.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, optionsOf, time, timeOrLongEnough } from './options.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill; each but `load` is the default of a parameter of the same name. */
export interface PartitionNodeOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Arrivals; default 200/s. */
  rate?: Rate
  /** Time before the fault; default 20 s. */
  baseline?: Duration
  /** Time with one instance cut off; default as long as the objectives need to be decided. */
  cutOff?: Duration | LongEnough
  /** Time after it is back; default 20 s. */
  settled?: Duration
  /** The longest time that is waited for recovery; default 60 s. */
  recoverWithin?: Duration
}

const KNOWN: Kinds<PartitionNodeOptions> = {
  ...COMMON,
  cutOff: timeOrLongEnough,
  recoverWithin: time,
}

/**
 * Cuts one instance off the network mid-load, from users and from the database alike, and puts it back: the SLO holds
 * throughout, and the instance lives, and gets ready again by itself.
 */
export function partitionNode(given: PartitionNodeOptions = {}): Drill {
  const options = optionsOf('partitionNode', given, KNOWN)
  const about = {
    purpose: 'One instance that is cut off must not be noticed by users, and must come back by itself.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      baseline: param.duration(options.baseline ?? '20s'),
      cutOff: param.hold(options.cutOff ?? 'long-enough'),
      settled: param.duration(options.settled ?? '20s'),
      recoverWithin: param.duration(options.recoverWithin ?? '60s'),
    },
  }
  return drill('partition-node', about, ({ rate, baseline, cutOff, settled, recoverWithin }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase(
        'cut off',
        [disconnect(instance()), together([until(recovered(), { within: recoverWithin })], [hold(cutOff)])],
        { expect: [interruption().below('1s'), recovery().within('30s'), deaths().atMost(0)] },
      ),
      // It did not have to be started again: it says that it is ready as soon as it reaches its database.
      phase('settled', [start(victim()), until(ready({ all: true }), { within: '10s' }), hold(settled)], {
        expect: [deaths().atMost(0)],
      }),
    ],
    expect: [...slo(), ...ledger(options.ledger)],
  }))
}
