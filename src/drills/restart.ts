import { ready } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { bootTime, falseReady, readyInstances, unhealthy } from '../drill/indicators.ts'
import { restart } from '../drill/lifecycle.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { instances } from '../drill/refs.ts'
import { each, hold, phase, until } from '../drill/steps.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, optionsOf, time } from './options.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill; each but `load` is the default of a parameter. */
export interface RestartOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** The longest that an instance may take from its start to being ready; default 5 s. */
  boot?: Duration
  /** Default 20 s. */
  baseline?: Duration
  /** Time after each restart; default 10 s. */
  settled?: Duration
}

const KNOWN: Kinds<RestartOptions> = {
  ...COMMON,
  boot: time,
}

/** Restarts every instance in turn, then all at once; what each says of itself is held against what is true. */
export function restartAll(given: RestartOptions = {}): Drill {
  const options = optionsOf('restartAll', given, KNOWN)
  const about = {
    purpose:
      'Health and readiness must tell the truth at every moment of a restart, and the app be back in time.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      boot: param.duration(options.boot ?? '5s'),
      baseline: param.duration(options.baseline ?? '20s'),
      settled: param.duration(options.settled ?? '10s'),
    },
  }
  return drill('restart', about, ({ rate, boot, baseline, settled }) => {
    const truth = [falseReady().atMost('500ms'), unhealthy().atMost('1s')]
    return {
      load: load(options.load ?? 'shop', { rate }),
      steps: [
        phase('baseline', [hold(baseline)]),
        each(instances(), (it) => [
          phase('in turn', [restart(it), until(ready({ all: true }), { within: '60s' }), hold(settled)], {
            expect: [readyInstances().atLeast(1), bootTime().below(boot)],
          }),
        ]),
        // Nobody can be served meanwhile: only the truth and the time are asked for.
        phase('all at once', [restart(instances()), until(ready({ all: true }), { within: '60s' })], {
          inherit: false,
          expect: [...truth, bootTime().below(boot)],
        }),
        // By their own word they are ready; the edge looks in its own time.
        phase('back', [hold('3s')], { inherit: false, expect: truth }),
        phase('settled', [hold(settled)]),
      ],
      // All at once is what it asks: the command line has to agree.
      blastRadius: 'all' as const,
      // What an instance says of itself comes first: users who are lost by it follow from that.
      expect: [...truth, ...slo(), ...ledger(options.ledger)],
    }
  })
}
