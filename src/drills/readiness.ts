import { ready, unready } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { loss } from '../drill/faults.ts'
import { deaths, failureTime, falseReady, unhealthy } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { during, hold, phase, until } from '../drill/steps.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, named, optionsOf, time } from './options.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill. */
export interface ReadinessOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** The service of the configuration that is taken away; default `db`. */
  service?: string
  /** What the readiness endpoint calls it; default `database`. */
  check?: string
  /** The longest that a request may take to fail while it is away (the 99th percentile); default 1.5 s. */
  failWithin?: Duration
  /** Default 20 s. */
  baseline?: Duration
  /** How long it is away; default 10 s. */
  away?: Duration
  /** Default 20 s. */
  settled?: Duration
}

const KNOWN: Kinds<ReadinessOptions> = {
  ...COMMON,
  service: named('a service', 'db'),
  check: named('a check', 'database'),
  failWithin: time,
  away: time,
}

/** How it is away. */
const AS = ['stopped', 'hang'] as const

/** Takes the database away under load and gives it back: readiness tells, health stays, requests fail fast. */
export function readiness(given: ReadinessOptions = {}): Drill {
  const options = optionsOf('readiness', given, KNOWN, { as: AS })
  const about = {
    purpose: 'Losing the database must show in readiness within 2 s, kill nothing, and heal by itself.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      as: param.oneOf(...AS),
      baseline: param.duration(options.baseline ?? '20s'),
      away: param.duration(options.away ?? '10s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  const check = options.check ?? 'database'
  const alive = [deaths().atMost(0), unhealthy().atMost('1s')]
  return drill('readiness', about, ({ rate, as, baseline, away, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase(
        'away',
        [
          during(loss(options.service ?? 'db', { as }), [
            until(unready({ check }), { within: '2s' }),
            hold(away),
            // Still: it has not talked itself into being ready meanwhile.
            until(unready({ check }), { within: '2s' }),
          ]),
        ],
        {
          inherit: false,
          expect: [
            failureTime(99).below(options.failWithin ?? '1500ms'),
            falseReady().atMost('2500ms'),
            ...alive,
          ],
        },
      ),
      phase('back', [until(ready({ all: true }), { within: '10s' }), hold('3s')], {
        inherit: false,
        expect: alive,
      }),
      phase('settled', [hold(settled)]),
    ],
    expect: [...slo(), ...ledger(options.ledger)],
  }))
}
