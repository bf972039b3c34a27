/** The known causes, by their stable codes. Of those that are equally likely, the first comes first. */
import type { KnownCause } from '../scene.ts'
import { badRelease } from './bad-release.ts'
import { burnsCpu } from './burns-cpu.ts'
import { coldStart } from './cold-start.ts'
import { configuration } from './configuration.ts'
import { crashLoop } from './crash-loop.ts'
import { diesWithDependency } from './dies-with-dependency.ts'
import { doesNotStartAgain } from './does-not-start-again.ts'
import { drainTooShort } from './drain-too-short.ts'
import { edgeIgnoresReadiness } from './edge-ignores-readiness.ts'
import { edgeKeepsSending } from './edge-keeps-sending.ts'
import { edgeNoRetry } from './edge-no-retry.ts'
import { edgeWaits } from './edge-waits.ts'
import { endedBySignal } from './ended-by-signal.ts'
import { healthFollowsDependency } from './health-follows-dependency.ts'
import { ignoresMigrations } from './ignores-migrations.ts'
import { ignoresStop } from './ignores-stop.ts'
import { jobsDoneTwice } from './jobs-done-twice.ts'
import { jobsLeftBehind } from './jobs-left-behind.ts'
import { mixedVersions } from './mixed-versions.ts'
import { noConnectionLeft } from './no-connection-left.ts'
import { noDrain } from './no-drain.ts'
import { noTimeLimit } from './no-time-limit.ts'
import { nobodyRestarts } from './nobody-restarts.ts'
import { notBackAtTheEnd } from './not-back-at-the-end.ts'
import { outOfMemory } from './out-of-memory.ts'
import { readinessLies } from './readiness-lies.ts'
import { readinessSlow } from './readiness-slow.ts'
import { releaseDoesNotStart } from './release-does-not-start.ts'
import { schemaMismatch } from './schema-mismatch.ts'
import { slowDependency } from './slow-dependency.ts'
import { slowStart } from './slow-start.ts'
import { slowToGetOver } from './slow-to-get-over.ts'
import { startCostsOthers } from './start-costs-others.ts'
import { stuckAfterLoss } from './stuck-after-loss.ts'
import { switchGap } from './switch-gap.ts'
import { tooLittleCapacity } from './too-little-capacity.ts'
import { turnsBadWithTime } from './turns-bad-with-time.ts'
import { undisturbed } from './undisturbed.ts'
import { doubledWrites, lostJobs, lostWrites } from './writes.ts'

export const causes: Readonly<Record<string, KnownCause>> = {
  configuration,
  'lost-writes': lostWrites,
  'doubled-writes': doubledWrites,
  'lost-jobs': lostJobs,
  'jobs-done-twice': jobsDoneTwice,
  'out-of-memory': outOfMemory,
  'no-connection-left': noConnectionLeft,
  'ignores-migrations': ignoresMigrations,
  'schema-mismatch': schemaMismatch,
  'release-does-not-start': releaseDoesNotStart,
  'bad-release': badRelease,
  'mixed-versions': mixedVersions,
  'switch-gap': switchGap,
  'burns-cpu': burnsCpu,
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
  'ended-by-signal': endedBySignal,
  'jobs-left-behind': jobsLeftBehind,
  'crash-loop': crashLoop,
  'nobody-restarts': nobodyRestarts,
  'edge-no-retry': edgeNoRetry,
  'edge-keeps-sending': edgeKeepsSending,
  'edge-waits': edgeWaits,
  'edge-ignores-readiness': edgeIgnoresReadiness,
  'slow-to-get-over': slowToGetOver,
  'does-not-start-again': doesNotStartAgain,
  'slow-start': slowStart,
  'cold-start': coldStart,
  'too-little-capacity': tooLittleCapacity,
  'turns-bad-with-time': turnsBadWithTime,
  'not-back-at-the-end': notBackAtTheEnd,
  'start-costs-others': startCostsOthers,
  undisturbed,
}
