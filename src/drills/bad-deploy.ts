import { serving } from '../drill/conditions.ts'
import type { Drill } from '../drill/drill.ts'
import { drill } from '../drill/drill.ts'
import { detection, errors, failures, rollbackTime } from '../drill/indicators.ts'
import { load } from '../drill/load-profile.ts'
import type { Condition, PhaseStep, RefusedCode, ReleaseRef } from '../drill/model.ts'
import { param } from '../drill/params.ts'
import { broken, current, exits, failing, neverReady, previous, slow } from '../drill/releases.ts'
import { deploy, expectRefused, rollback } from '../drill/shipping.ts'
import { hold, phase, until } from '../drill/steps.ts'
import { FiredrillError } from '../errors.ts'
import type { Duration, Rate } from '../units.ts'
import { type Ledger, ledger } from './ledger.ts'
import type { Kinds } from './options.ts'
import { COMMON, madeRelease, optionsOf, time, triggers } from './options.ts'
import { slo } from './slo.ts'
import { stockTriggers } from './triggers.ts'

const KINDS = ['failing', 'slow', 'exits', 'never-ready'] as const
/** What is wrong with the release: it answers with errors, or late, or does not boot, or never gets ready. */
export type BadRelease = (typeof KINDS)[number]

/** What differs from the stock drill; each but `load`, `release` and `triggers` is the default of a parameter. */
export interface BadDeployOptions {
  /** A load of the configuration; default `shop`. */
  load?: string
  /** What is held against what is stored when the load has ended: `['writes', 'jobs']`; default nothing. */
  ledger?: Ledger
  /** Default 200/s. */
  rate?: Rate
  /** Known-bad releases that the team keeps; default: made of the current one. */
  release?: (bad: BadRelease) => ReleaseRef
  /** The numbers by which a bad release is told; default `stockTriggers()`. */
  triggers?: readonly Condition[]
  /** The longest until a release in service is found to be bad; default 15 s. A canary that compares needs longer. */
  detected?: Duration
  /** Default 20 s. */
  baseline?: Duration
  /** Default 20 s. */
  settled?: Duration
}

const KNOWN: Kinds<BadDeployOptions> = {
  ...COMMON,
  release: madeRelease,
  triggers,
  detected: time,
}

/** By whose word it is stopped before it takes traffic: the instance's own, or that of the team's own command. */
const GATE: readonly RefusedCode[] = ['start-failed', 'never-ready', 'command-failed']
/** By the drill's triggers, or by the target's own comparison. */
const DETECTED: readonly RefusedCode[] = ['triggered', 'canary-worse']

/** What `made: kept` and `made: wrapped` stand for. */
const MADE = ['kept', 'wrapped'] as const

/** Ships a known-bad release under load, notices by written-down triggers or at the readiness gate, and rolls back. */
export function badDeploy(given: BadDeployOptions = {}): Drill {
  const options = optionsOf('badDeploy', given, KNOWN, { bad: KINDS, made: MADE })
  const about = {
    purpose:
      'A known-bad release must be stopped at the gate or detected, and rolled back within two minutes.',
    params: {
      rate: param.rate(options.rate ?? '200/s'),
      bad: param.oneOf(...KINDS),
      detected: param.duration(options.detected ?? '15s'),
      made: options.release ? param.oneOf(...MADE) : param.oneOf('wrapped', 'kept'),
      baseline: param.duration(options.baseline ?? '20s'),
      settled: param.duration(options.settled ?? '20s'),
    },
  }
  return drill('bad-deploy', about, ({ rate, bad, detected, made, baseline, settled }) => {
    const release = made === 'kept' ? kept(options.release)(bad) : wrapped(bad)
    const stopOn = [...(options.triggers ?? stockTriggers())]
    const middle =
      bad === 'exits' || bad === 'never-ready'
        ? stoppedAtTheGate(release, stopOn, settled)
        : detectedInService(release, stopOn, detected)
    return {
      load: load(options.load ?? 'shop', { rate }),
      steps: [
        phase('baseline', [hold(baseline)]),
        ...middle,
        phase('settled', [hold(settled), until(serving(current(), { all: true }), { within: '10s' })]),
      ],
      expect: [...slo(), ...ledger(options.ledger)],
    }
  })
}

function kept(release: BadDeployOptions['release']): (bad: BadRelease) => ReleaseRef {
  if (release) return release
  throw new FiredrillError('param-invalid', '--set made=kept: badDeploy() was given no releases.', {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is how the option is written.
    hint: 'Leave it out, or write badDeploy({ release: (bad) => release(`1.0.1-${bad}`) }).',
  })
}

function wrapped(bad: BadRelease): ReleaseRef {
  const how = {
    failing: failing('5%'),
    slow: slow('400ms', { share: '20%' }),
    exits: exits(),
    'never-ready': neverReady(),
  }
  return broken(current(), how[bad])
}

/** It takes no traffic, so that nobody loses anything, and the rollout puts back what it had switched by itself. */
function stoppedAtTheGate(release: ReleaseRef, stopOn: Condition[], settled: Duration): PhaseStep[] {
  return [
    phase(
      'refused',
      [
        expectRefused(deploy(release, { stopOn }), { because: GATE }),
        until(serving(current(), { all: true }), { within: '2m' }),
        hold(settled),
      ],
      { expect: [failures().atMost(0), rollbackTime().below('2m')] },
    ),
  ]
}

/**
 * Users do lose something in the bad window; how much is reported, and bounded. The rollback is decided in it, and a
 * canary that found it worse has been taken back in it: its time is asked for there.
 */
function detectedInService(release: ReleaseRef, stopOn: Condition[], detected: Duration): PhaseStep[] {
  return [
    phase('bad', [expectRefused(deploy(release, { stopOn, bake: '15s' }), { because: DETECTED })], {
      inherit: false,
      expect: [detection().within(detected), rollbackTime().below('2m'), errors().below('10%')],
    }),
    phase('rollback', [rollback(), until(serving(previous(), { all: true }), { within: '2m' })], {
      inherit: false,
      expect: [errors().below('10%')],
    }),
  ]
}
