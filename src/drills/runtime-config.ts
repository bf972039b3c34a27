import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { load } from '../drill/load-profile.ts'
import { param } from '../drill/params.ts'
import { current } from '../drill/releases.ts'
import { hold, phase } from '../drill/steps.ts'
import { boots, refusesToBoot, searchSecrets } from '../drill/trials.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, fields, isTexts, optionsOf } from './options.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill. */
export interface RuntimeConfigOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** Variables that the app is started with, and where what it says of itself must show them. */
  other: { with: Record<string, string>; shows: Record<string, string> }
  /** Variables with values that must stop the boot, one after the other. */
  bad?: Record<string, string>
  /** Time under load before the trials; default 20 s. */
  baseline?: Duration
  /** Time under load after them; default 20 s. */
  settled?: Duration
}

const KNOWN: Kinds<RuntimeConfigOptions> = {
  ...COMMON,
  other: {
    ...fields(
      'variables to set and values to see, each a text in quotes',
      "{ with: { LOG_LEVEL: 'debug' }, shows: { 'configuration.LOG_LEVEL': 'debug' } }",
      { with: isTexts, shows: (value) => isTexts(value) && Object.keys(value).length > 0 },
    ),
    required: true,
  },
  bad: {
    wants: 'variables and values, each a text in quotes',
    example: "{ LOG_LEVEL: 'loud' }",
    ok: isTexts,
  },
}

/** Starts the same artifact beside the app with other values, with each required variable missing, and with bad ones. */
export function runtimeConfig(given: RuntimeConfigOptions): Drill {
  const options = optionsOf('runtimeConfig', given ?? {}, KNOWN)
  const about = {
    purpose:
      'Configuration must be read at run time, and what is missing or bad must stop the boot by its name.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      baseline: param.duration(options.baseline ?? '20s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  const { other, bad = {} } = options
  return drill('runtime-config', about, ({ rate, baseline, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase('other values', [boots(current(), { ...other, within: '15s' })], { inherit: false }),
      phase('missing values', [refusesToBoot(current(), { without: 'each required', within: '5s' })], {
        inherit: false,
      }),
      ...(Object.keys(bad).length === 0
        ? []
        : [
            phase(
              'bad values',
              Object.entries(bad).map(([name, value]) =>
                refusesToBoot(current(), { without: [], with: { [name]: value }, within: '5s' }),
              ),
              { inherit: false },
            ),
          ]),
      phase('settled', [hold(settled)]),
      // To go through whole images keeps the machine busy: what users see meanwhile says nothing of the app.
      phase('secrets', [searchSecrets()], { inherit: false }),
    ],
    expect: [...slo(), ...ledger(options.ledger)],
  }))
}
