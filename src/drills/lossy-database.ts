import { ready } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { deaths, errors, failureTime, unhealthy } from '../drill/indicators.ts'
import { cutLink, flakyLink } from '../drill/links.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { during, hold, phase, until } from '../drill/steps.ts'
import type { Duration, Percentage, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, named, optionsOf, share, time } from './options.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill. */
export interface LossyDatabaseOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** The service of the configuration whose connections break; default `db`. */
  service?: string
  /** How many of them break each second; default 5 %. */
  loss?: Percentage
  /** How many requests may fail meanwhile; default 5 %. */
  failing?: Percentage
  /** The longest that one may take to fail (the 99th percentile); default 1.5 s. */
  failWithin?: Duration
  /** Default 20 s. */
  baseline?: Duration
  /** How long connections break; default 15 s. */
  lossy?: Duration
  /** How long there is no connection at all, after it; default 3 s. */
  dropped?: Duration
  /** Default 20 s. */
  settled?: Duration
}

const KNOWN: Kinds<LossyDatabaseOptions> = {
  ...COMMON,
  service: named('a service', 'db'),
  loss: share,
  failing: share,
  failWithin: time,
  lossy: time,
  dropped: time,
}

/**
 * Connections to the database break, a share of them each second, then all of them at once: few requests fail, and those
 * fast; nothing dies; the pools fill again, and all is well again by itself.
 */
export function lossyDatabase(given: LossyDatabaseOptions = {}): Drill {
  const options = optionsOf('lossyDatabase', given, KNOWN)
  const about = {
    purpose: 'Connections to the database that break must cost few requests, kill nothing, and be replaced.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      loss: param.percentage(options.loss ?? '5%'),
      baseline: param.duration(options.baseline ?? '20s'),
      lossy: param.duration(options.lossy ?? '15s'),
      dropped: param.duration(options.dropped ?? '3s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  const service = options.service ?? 'db'
  const alive = [deaths().atMost(0), unhealthy().atMost('1s')]
  const fast = failureTime(99).below(options.failWithin ?? '1500ms')
  return drill('lossy-database', about, ({ rate, loss, baseline, lossy, dropped, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase('lossy', [during(flakyLink(service, loss), [hold(lossy)])], {
        inherit: false,
        expect: [errors().below(options.failing ?? '5%'), fast, ...alive],
      }),
      phase('dropped', [during(cutLink(service), [hold(dropped)])], {
        inherit: false,
        expect: [fast, ...alive],
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
