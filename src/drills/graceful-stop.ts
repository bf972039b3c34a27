import { probeValue, ready } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { start } from '../drill/faults.ts'
import { failures, p95, readyInstances, uptime, value } from '../drill/indicators.ts'
import { stop } from '../drill/lifecycle.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { instance } from '../drill/refs.ts'
import type { LongEnough } from '../drill/steps.ts'
import { hold, phase, until } from '../drill/steps.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, fields, isText, named, names, optionsOf, timeOrLongEnough } from './options.ts'

/** What differs from the stock drill. */
export interface GracefulStopOptions {
  /** A load with requests and jobs that take long; default `slow-work`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** The instance that is stopped; default `web-1`. */
  stop?: string
  /** Operations that are held to p95 < 150 ms; default: all, which leaves no room for slow ones. */
  fast?: readonly string[]
  /** Named probes of the configuration: jobs not done yet, jobs done twice, and the age of the oldest open one in ms. */
  jobs?: { open: string; twice: string; oldestMs: string }
  /** Default 20 s. */
  baseline?: Duration
  /** Time with one instance stopped; default as long as the objectives need. */
  stopped?: Duration | LongEnough
  /** Default 20 s. */
  settled?: Duration
}

const KNOWN: Kinds<GracefulStopOptions> = {
  ...COMMON,
  stop: named('an instance', 'web-1'),
  fast: names('operations', 'GET /products'),
  jobs: fields(
    'the names of three probes',
    "{ open: 'open jobs', twice: 'jobs done twice', oldestMs: 'oldest open job' }",
    { open: isText, twice: isText, oldestMs: isText },
  ),
  stopped: timeOrLongEnough,
}

/** Stops one instance at full load, with slow requests and a background job in flight; nobody may notice. */
export function gracefulStop(given: GracefulStopOptions = {}): Drill {
  const options = optionsOf('gracefulStop', given, KNOWN)
  const about = {
    purpose: 'Stopping an instance must lose no request and no job, and end in time with exit code 0.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      stop: param.string(options.stop ?? 'web-1'),
      baseline: param.duration(options.baseline ?? '20s'),
      stopped: param.hold(options.stopped ?? 'long-enough'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  const { jobs, fast } = options
  const jobsDone = jobs ? [value(jobs.twice).atMost(0), value(jobs.oldestMs).below(10_000)] : []
  return drill('graceful-stop', about, ({ rate, stop: name, baseline, stopped, settled }) => ({
    load: load(options.load ?? 'slow-work', { rate }),
    steps: [
      // A stop with nothing to finish would show nothing.
      phase('baseline', [hold(baseline)], {
        expect: jobs ? [value(jobs.open).atLeast(1), value(jobs.twice).atMost(0)] : [],
      }),
      phase('stopped', [stop(instance(name)), hold(stopped)], {
        expect: [readyInstances().atLeast(1), ...jobsDone],
      }),
      phase(
        'settled',
        [
          start(instance(name)),
          until(ready({ all: true }), { within: '60s' }),
          hold(settled),
          ...(jobs ? [until(probeValue(jobs.twice, 0), { within: '5s' })] : []),
        ],
        { expect: jobsDone },
      ),
    ],
    expect: [
      // In every window: what is in flight when it is asked to stop began in the one before.
      failures().atMost(0),
      uptime().atLeast('99.9%'),
      ...(fast ? fast.map((operation) => p95({ operation }).below('150ms')) : [p95().below('150ms')]),
      ...ledger(options.ledger),
    ],
  }))
}
