import { ready } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { deaths, failureTime, unhealthy } from '../drill/indicators.ts'
import { slowLink } from '../drill/links.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import type { LongEnough } from '../drill/steps.ts'
import { during, hold, phase, until } from '../drill/steps.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, named, optionsOf, time, timeOrLongEnough } from './options.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill. */
export interface SlowDatabaseOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** The service of the configuration that gets slow; default `db`. */
  service?: string
  /** By how much each round trip takes longer while the SLO still has to hold; default 50 ms. */
  by?: Duration
  /** By how much it takes longer where nobody can be served; above the app's own time limit; default 2 s. */
  tooSlowBy?: Duration
  /** The longest that a request may take to fail then (the 99th percentile); default 1.5 s. */
  failWithin?: Duration
  /** Default 20 s. */
  baseline?: Duration
  /** How long it is slow; default as long as the objectives need to be decided. */
  slow?: Duration | LongEnough
  /** How long it is too slow; default 10 s. */
  tooSlow?: Duration
  /** Default 20 s. */
  settled?: Duration
}

const KNOWN: Kinds<SlowDatabaseOptions> = {
  ...COMMON,
  service: named('a service', 'db'),
  by: time,
  tooSlowBy: time,
  failWithin: time,
  slow: timeOrLongEnough,
  tooSlow: time,
}

/**
 * Slows the way to the database under load. A little: the SLO holds, with no more round trips and connections than
 * that takes. Too much to serve anybody: requests fail fast, nothing dies. Then all is well again by itself.
 */
export function slowDatabase(given: SlowDatabaseOptions = {}): Drill {
  const options = optionsOf('slowDatabase', given, KNOWN)
  const about = {
    purpose: 'A slower database must not break the SLO, one that is too slow must not pile requests up.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      by: param.duration(options.by ?? '50ms'),
      tooSlowBy: param.duration(options.tooSlowBy ?? '2s'),
      baseline: param.duration(options.baseline ?? '20s'),
      slow: param.hold(options.slow ?? 'long-enough'),
      tooSlow: param.duration(options.tooSlow ?? '10s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  const service = options.service ?? 'db'
  const alive = [deaths().atMost(0), unhealthy().atMost('1s')]
  return drill('slow-database', about, ({ rate, by, tooSlowBy, baseline, slow, tooSlow, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase('slow', [during(slowLink(service, by), [hold(slow)])], { expect: alive }),
      phase('too slow', [during(slowLink(service, tooSlowBy), [hold(tooSlow)])], {
        inherit: false,
        expect: [failureTime(99).below(options.failWithin ?? '1500ms'), ...alive],
      }),
      phase('back', [until(ready({ all: true }), { within: '10s' }), hold('3s')], {
        inherit: false,
        expect: alive,
      }),
      phase('settled', [hold(settled)], { expect: alive }),
    ],
    expect: [...slo(), ...ledger(options.ledger)],
  }))
}
