import { logged, ready } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { crash } from '../drill/faults.ts'
import { interruption, recovery } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { instance } from '../drill/refs.ts'
import { hold, phase, together, until } from '../drill/steps.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, line, named, optionsOf, time } from './options.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill. */
export interface CrashSupervisionOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** The instance that crashes; default `web-1`. */
  instance?: string
  /** The longest until it is ready again; default 10 s. */
  backWithin?: Duration
  /**
   * The one line by which the log reports a crash by request. It must have the request's id, which ends in `-crash`;
   * default: a line that has it and one of error, fatal, panic, traceback, uncaught.
   */
  report?: string | RegExp
  /** What the log says of a crash loop; default `crash loop`. */
  loop?: string | RegExp
  /** Default 20 s. */
  baseline?: Duration
  /** Default 20 s. */
  settled?: Duration
}

const KNOWN: Kinds<CrashSupervisionOptions> = {
  ...COMMON,
  instance: named('an instance', 'web-1'),
  backWithin: time,
  report: line,
  loop: line,
}

/** An ordinary line of a request has its id too; this one says besides that something went wrong. */
const REPORT = /^(?=.*(?:error|fatal|panic|traceback|uncaught)).*-crash(?![\w-])/i

/** How it is made to crash at first. */
const BY = ['request', 'abort'] as const

/** How often it crashes in a row until a supervisor must speak of a loop. */
const IN_A_ROW = 4

/** Makes the process crash under load; the app's own supervisor, not the harness, has to bring it back. */
export function crashSupervision(given: CrashSupervisionOptions = {}): Drill {
  const options = optionsOf('crashSupervision', given, KNOWN, { by: BY })
  const about = {
    purpose:
      'A crashed process must be restarted by its own supervisor, and a crash loop must back off and be told.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      by: param.oneOf(...BY),
      baseline: param.duration(options.baseline ?? '20s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  const which = () => instance(options.instance ?? 'web-1')
  const within = options.backWithin ?? '10s'
  return drill('crash-supervision', about, ({ rate, by, baseline, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase(
        'crashed',
        [
          crash(which(), { by }),
          // Side by side: it lasts as long as planned, and in ten seconds there are requests enough to judge it by.
          together(
            [
              until(ready({ all: true }), { within }),
              ...(by === 'request' ? [until(logged(options.report ?? REPORT), { within: '2s' })] : []),
            ],
            [hold('10s')],
          ),
        ],
        { expect: [interruption().below('1s'), recovery().within('10s')] },
      ),
      phase(
        'crash loop',
        [
          ...Array.from({ length: IN_A_ROW }, () => [
            crash(which(), { by: 'abort' }),
            until(ready({ all: true }), { within: '20s' }),
          ]).flat(),
          until(logged(options.loop ?? 'crash loop'), { within: '5s' }),
        ],
        { inherit: false, expect: [interruption().below('1s')] },
      ),
      phase('settled', [until(ready({ all: true }), { within: '30s' }), hold(settled)]),
    ],
    expect: [...slo(), ...ledger(options.ledger)],
  }))
}
