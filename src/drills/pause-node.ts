import { ready, recovered } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { pause, start } from '../drill/faults.ts'
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
export interface PauseNodeOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Arrivals; default 200/s. */
  rate?: Rate
  /** Time before the fault; default 20 s. */
  baseline?: Duration
  /** Time with one instance hung; default as long as the objectives need to be decided. */
  hung?: Duration | LongEnough
  /** Time after it goes on; default 20 s. */
  settled?: Duration
  /** The longest time that is waited for recovery; default 60 s. */
  recoverWithin?: Duration
}

const KNOWN: Kinds<PauseNodeOptions> = {
  ...COMMON,
  hung: timeOrLongEnough,
  recoverWithin: time,
}

/**
 * Hangs one instance mid-load: it takes connections and answers nothing, which an edge that only connects to it does not
 * notice. The SLO holds throughout, and the instance goes on where it was.
 */
export function pauseNode(given: PauseNodeOptions = {}): Drill {
  const options = optionsOf('pauseNode', given, KNOWN)
  const about = {
    purpose:
      'One instance that hangs must not hang its users: the edge has to ask it something, and go elsewhere.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      baseline: param.duration(options.baseline ?? '20s'),
      hung: param.hold(options.hung ?? 'long-enough'),
      settled: param.duration(options.settled ?? '20s'),
      recoverWithin: param.duration(options.recoverWithin ?? '60s'),
    },
  }
  return drill('pause-node', about, ({ rate, baseline, hung, settled, recoverWithin }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase(
        'hung',
        [pause(instance()), together([until(recovered(), { within: recoverWithin })], [hold(hung)])],
        { expect: [interruption().below('1s'), recovery().within('30s')] },
      ),
      phase('settled', [start(victim()), until(ready({ all: true }), { within: '10s' }), hold(settled)], {
        expect: [deaths().atMost(0)],
      }),
    ],
    expect: [...slo(), ...ledger(options.ledger)],
  }))
}
