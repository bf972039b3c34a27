import { ready, recovered } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { kill, pause, start } from '../drill/faults.ts'
import { interruption, p95, recovery, uptime } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { instance, victim } from '../drill/refs.ts'
import type { LongEnough } from '../drill/steps.ts'
import { hold, phase, together, until } from '../drill/steps.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, optionsOf, time, timeOrLongEnough } from './options.ts'

/** What differs from the stock drill; each but `load` is the default of a parameter of the same name. */
export interface KillNodeOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Arrivals; default 200/s. */
  rate?: Rate
  /** Time before the fault; default 20 s. */
  baseline?: Duration
  /** Time with one instance lost; default as long as the objectives need to be decided. */
  lost?: Duration | LongEnough
  /** Time after all instances are back; default 20 s. */
  settled?: Duration
  /** The longest time that is waited for recovery; default 60 s. */
  recoverWithin?: Duration
}

const KNOWN: Kinds<KillNodeOptions> = {
  ...COMMON,
  lost: timeOrLongEnough,
  recoverWithin: time,
}

/** How it is lost. */
const LOSE = [kill, pause] as const

/** Loses one instance mid-load, waits until clients are well again, brings it back; the SLO holds throughout. */
export function killNode(given: KillNodeOptions = {}): Drill {
  const options = optionsOf('killNode', given, KNOWN, { lose: LOSE.map(({ fault }) => fault) })
  const about = {
    purpose: 'Losing one of the instances mid-load must not break the SLO.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      lose: param.oneOf(...LOSE),
      baseline: param.duration(options.baseline ?? '20s'),
      lost: param.hold(options.lost ?? 'long-enough'),
      settled: param.duration(options.settled ?? '20s'),
      recoverWithin: param.duration(options.recoverWithin ?? '60s'),
    },
  }
  return drill('kill-node', about, ({ rate, lose, baseline, lost, settled, recoverWithin }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase(
        'lost',
        [lose(instance()), together([until(recovered(), { within: recoverWithin })], [hold(lost)])],
        { expect: [interruption().below('1s'), recovery().within('30s')] },
      ),
      phase('settled', [start(victim()), until(ready({ all: true }), { within: '60s' }), hold(settled)]),
    ],
    expect: [uptime().atLeast('99.9%'), p95().below('150ms'), ...ledger(options.ledger)],
  }))
}
