import { serving } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { failures } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import type { ReleaseRef } from '../drill/model.ts'
import { param } from '../drill/params.ts'
import { next, previous } from '../drill/releases.ts'
import { deploy, expectRefused, migrate, rollback } from '../drill/shipping.ts'
import { hold, phase, together, until } from '../drill/steps.ts'
import { staysUnready } from '../drill/trials.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, optionsOf, release, time } from './options.ts'
import { slo } from './slo.ts'

/** What differs from the stock drill. */
export interface MigrationGateOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** A release whose migration takes something away; without it that part is left out. */
  destructive?: ReleaseRef
  /** So long N+1 is started beside the app before its migration, and must not get ready; default 3 s, null leaves it out. */
  unready?: Duration | null
  /** Default 20 s. */
  baseline?: Duration
  /** Time that old code serves on the new schema, before the deploy and after the rollback; default 10 s. */
  settled?: Duration
}

const KNOWN: Kinds<MigrationGateOptions> = {
  ...COMMON,
  destructive: release,
  unready: {
    wants: 'a duration above 0, nor null',
    example: "'3s'",
    ok: (value) => value === null || time.ok(value),
  },
}

/**
 * N+1 needs a migration. Without it N+1 is not ready, starting it moves nothing, and the gate refuses; two migrate at once and do it once; N serves on the new schema,
 * before the deploy and after the rollback; a destructive one is refused.
 */
export function migrationGate(given: MigrationGateOptions = {}): Drill {
  const options = optionsOf('migrationGate', given, KNOWN)
  const about = {
    purpose:
      'No release may meet a schema that it does not fit, and the old code must work on the new schema.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      baseline: param.duration(options.baseline ?? '20s'),
      settled: param.duration(options.settled ?? '10s'),
    },
  }
  const { destructive, unready = '3s' } = options
  return drill('migration-gate', about, ({ rate, baseline, settled }) => ({
    load: load(options.load ?? 'shop', { rate }),
    steps: [
      phase('baseline', [hold(baseline)]),
      phase('gate', [
        ...(unready === null ? [] : [staysUnready(next(), { for: unready })]),
        expectRefused(deploy(next()), { because: 'migration-pending' }),
        hold(settled),
      ]),
      phase('migrated', [together([migrate(next())], [migrate(next())]), hold(settled)]),
      phase('deploy', [
        deploy(next()),
        until(serving(next(), { all: true }), { within: '10s' }),
        hold(settled),
      ]),
      phase('rollback', [
        rollback(),
        until(serving(previous(), { all: true }), { within: '2m' }),
        hold(settled),
      ]),
      ...(destructive
        ? [
            phase('destructive', [
              expectRefused(migrate(destructive), { because: 'migration-destructive' }),
              hold(settled),
            ]),
          ]
        : []),
    ],
    // In every window: what is in flight when an instance is taken out began in the one before.
    expect: [failures().atMost(0), ...slo(), ...ledger(options.ledger)],
  }))
}
