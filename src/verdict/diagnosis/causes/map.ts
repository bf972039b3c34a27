/** The known causes, by their stable codes. Of those that are equally likely, the first comes first. */
import type { KnownCause } from '../scene.ts'
import { badRelease } from './bad-release.ts'
import { coldStart } from './cold-start.ts'
import { configuration } from './configuration.ts'
import { crashLoop } from './crash-loop.ts'
import { diesWithDependency } from './dies-with-dependency.ts'
import { drainTooShort } from './drain-too-short.ts'
import { edgeKeepsSending } from './edge-keeps-sending.ts'
import { edgeNoRetry } from './edge-no-retry.ts'
import { healthFollowsDependency } from './health-follows-dependency.ts'
import { ignoresMigrations } from './ignores-migrations.ts'
import { ignoresStop } from './ignores-stop.ts'
import { jobsLeftBehind } from './jobs-left-behind.ts'
import { noDrain } from './no-drain.ts'
import { noTimeLimit } from './no-time-limit.ts'
import { nobodyRestarts } from './nobody-restarts.ts'
import { readinessLies } from './readiness-lies.ts'
import { readinessSlow } from './readiness-slow.ts'
import { schemaMismatch } from './schema-mismatch.ts'
import { slowDependency } from './slow-dependency.ts'
import { slowStart } from './slow-start.ts'
import { stuckAfterLoss } from './stuck-after-loss.ts'
import { switchGap } from './switch-gap.ts'
import { tooLittleCapacity } from './too-little-capacity.ts'
import { undisturbed } from './undisturbed.ts'

export const causes: Readonly<Record<string, KnownCause>> = {
  configuration,
  'ignores-migrations': ignoresMigrations,
  'schema-mismatch': schemaMismatch,
  'bad-release': badRelease,
  'switch-gap': switchGap,
  'dies-with-dependency': diesWithDependency,
  'health-follows-dependency': healthFollowsDependency,
  'no-time-limit': noTimeLimit,
  'readiness-lies': readinessLies,
  'readiness-slow': readinessSlow,
  'stuck-after-loss': stuckAfterLoss,
  'slow-dependency': slowDependency,
  'no-drain': noDrain,
  'drain-too-short': drainTooShort,
  'ignores-stop': ignoresStop,
  'jobs-left-behind': jobsLeftBehind,
  'crash-loop': crashLoop,
  'nobody-restarts': nobodyRestarts,
  'edge-no-retry': edgeNoRetry,
  'edge-keeps-sending': edgeKeepsSending,
  'slow-start': slowStart,
  'cold-start': coldStart,
  'too-little-capacity': tooLittleCapacity,
  undisturbed,
}
