import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { deaths, unhealthy } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { hold, phase } from '../drill/steps.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, optionsOf, time } from './options.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill; each but `load` is the default of a parameter of the same name. */
export interface SoakOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Arrivals; default 200/s. */
  rate?: Rate
  /** Time before; default 20 s. */
  baseline?: Duration
  /** Time under load; default 5 min. What grows slowly needs as long as a release usually serves. */
  soak?: Duration
  /** Time after; default 20 s. */
  settled?: Duration
}

const KNOWN: Kinds<SoakOptions> = { ...COMMON, soak: time }

/** Nothing is done to it but that it serves: what leaks, expires or fills up shows with the time alone. */
export function soak(given: SoakOptions = {}): Drill {
  const options = optionsOf('soak', given, KNOWN)
  const about = {
    purpose: 'Serving users for a while must wear nothing out: memory, connections, keys.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      baseline: param.duration(options.baseline ?? '20s'),
      soak: param.duration(options.soak ?? '5m'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  return drill('soak', about, ({ rate, baseline, soak: lasting, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase('soak', [hold(lasting)]),
      phase('settled', [hold(settled)]),
    ],
    // A death says more than the requests that it cost.
    expect: [deaths().atMost(0), unhealthy().atMost('1s'), ...slo(), ...ledger(options.ledger)],
  }))
}
