import type { Step } from '../../drill/model.ts'
import { FiredrillError } from '../../errors.ts'
import { act } from './act.ts'
import { boot } from './boot.ts'
import { deploy } from './deploy.ts'
import { during } from './during.ts'
import { each } from './each.ts'
import { expect } from './expect.ts'
import { expectRefused } from './expect-refused.ts'
import { fault } from './fault.ts'
import { hold } from './hold.ts'
import { manual } from './manual.ts'
import { migrate } from './migrate.ts'
import { phase } from './phase.ts'
import { restart } from './restart.ts'
import { rollback } from './rollback.ts'
import { searchSecrets } from './search-secrets.ts'
import { start } from './start.ts'
import type { Execute } from './step.ts'
import { stop } from './stop.ts'
import { together } from './together.ts'
import { until } from './until.ts'

/** How each kind of step is taken. Looked up when it is needed: steps that hold others import this map in turn. */
export const executors = (): { [K in Step['kind']]: Execute<K> } => ({
  'hold-long-enough': async () => {
    throw new FiredrillError('internal', 'longEnough() was not worked out by the plan.', {
      hint: 'Report this as a defect of firedrill.',
    })
  },
  phase,
  hold,
  until,
  together,
  each,
  during,
  fault,
  start,
  stop,
  restart,
  deploy,
  rollback,
  migrate,
  'expect-refused': expectRefused,
  boot,
  'search-secrets': searchSecrets,
  manual,
  expect,
  act,
})
