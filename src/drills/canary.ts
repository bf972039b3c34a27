import { serving } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { deployTime, errors, failures } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import type { RefusedCode, ReleaseRef } from '../drill/model.ts'
import { param } from '../drill/params.ts'
import { broken, current, failing, next, slow } from '../drill/releases.ts'
import { deploy, expectRefused, migrate } from '../drill/shipping.ts'
import { hold, phase, until } from '../drill/steps.ts'
import { ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { madeRelease, optionsOf } from './options.ts'
import type { ReleaseDrillOptions } from './release-drill.ts'
import { RELEASE_DRILL } from './release-drill.ts'
import { slo } from './slo.ts'

const SHIP = ['good', 'slow', 'failing', 'good-unseen'] as const

/** What differs from the stock drill. */
export interface CanaryOptions extends ReleaseDrillOptions {
  /** Bad releases that the team keeps; default: made of the current one. */
  release?: (bad: 'slow' | 'failing') => ReleaseRef
}

const KNOWN: Kinds<CanaryOptions> = {
  ...RELEASE_DRILL,
  release: madeRelease,
}

/** On a target that ships in another way nothing is compared: the plan refuses it. */
const strategy = 'canary'

/**
 * Ships a release to a share of users first. A good one is promoted by itself, a slow or failing one is rolled back by
 * itself; `good-unseen` asks that a good one which too few users met is not promoted either (give it a low rate).
 */
export function canary(given: CanaryOptions = {}): Drill {
  const options = optionsOf('canary', given, KNOWN, { ship: SHIP })
  const about = {
    purpose:
      'A canary must be promoted when it is no worse than what serves, and rolled back by itself when it is.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      ship: param.oneOf(...SHIP),
      migrate: param.flag(options.migrate ?? true),
      baseline: param.duration(options.baseline ?? '20s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  return drill('canary', about, ({ rate, ship, migrate: first, baseline, settled }) => {
    const good = ship === 'good' || ship === 'good-unseen'
    const release = good ? next() : (options.release ?? made)(ship)
    const serves = ship === 'good' ? next() : current()
    return {
      load: load(options.load ?? 'shop', { rate }),
      steps: [
        phase('baseline', [hold(baseline)]),
        ...(first && good ? [phase('migrated', [migrate(next()), hold(settled)])] : []),
        ship === 'good'
          ? promoted()
          : rolledBack(release, ship === 'good-unseen' ? 'canary-inconclusive' : 'canary-worse'),
        phase('settled', [hold(settled), until(serving(serves, { all: true }), { within: '10s' })]),
      ],
      expect: [...slo(), ...ledger(options.ledger)],
    }
  })
}

function promoted() {
  return phase(
    'canary',
    [deploy(next(), { strategy }), until(serving(next(), { all: true }), { within: '10s' })],
    {
      expect: [failures().atMost(0), deployTime().below('5m')],
    },
  )
}

/** The canary's own share of users does see it: bounded, not held to the drill's objectives. */
function rolledBack(release: ReleaseRef, because: RefusedCode) {
  return phase('canary', [expectRefused(deploy(release, { strategy }), { because })], {
    inherit: false,
    expect: [errors().below('5%')],
  })
}

function made(bad: 'slow' | 'failing'): ReleaseRef {
  return broken(current(), bad === 'slow' ? slow('400ms', { share: '20%' }) : failing('5%'))
}
