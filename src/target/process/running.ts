/** The process target while it runs: its capabilities, each on the parts that were started. */

import { FiredrillError } from '../../errors.ts'
import { namesOf } from '../app/said.ts'
import { below, expand } from '../app/templates.ts'
import type { RunningTarget, Traffic, Trial } from '../target.ts'
import { crashOf } from './crash.ts'
import { deployOf } from './deploy.ts'
import { createFleet, type Fleet } from './fleet.ts'
import { lifecycleOf } from './lifecycle.ts'
import { logsOf } from './logs.ts'
import type { Managed } from './managed.ts'
import { migrationsOf } from './migrations.ts'
import { observe } from './observe.ts'
import { pointedAt, versionAt } from './release.ts'
import { createReleases, type Releases } from './releases.ts'
import type { Runtime } from './runtime.ts'
import { servicesOf } from './services.ts'
import type { Parts } from './start.ts'
import { stopProcess } from './stop.ts'
import { suspendOf } from './suspend.ts'
import { trialOf } from './trial.ts'
import { edgeUrl, edgeVariables, loopback, type Surroundings, sharedVariables } from './variables.ts'

export function createRunning(around: Surroundings, runtime: Runtime, parts: Parts): RunningTarget {
  const { options } = around
  const fleet = createFleet(parts, around, runtime)
  const releases = createReleases(around, runtime)
  const look = async (managed: Managed) => {
    const pointed = await pointedVersion(managed.spec.name, fleet, around, runtime)
    return observe(managed, around, runtime, { pointed, adopted: fleet.adopted })
  }
  const traffic = trafficOf(around)
  const deploy = deployOf({ fleet, releases, around, runtime, look })
  const migrations = migrationsOf(around, runtime)
  const services = servicesOf(parts, around, runtime)
  return {
    edge: new URL(edgeUrl(around)),
    probePath: options.probePath,
    paths: {
      health: options.health ?? null,
      ready: options.ready,
      headers: namesOf(options.version).headers,
    },
    instances: () => Promise.all(fleet.serving().map(look)),
    lifecycle: lifecycleOf(fleet, around, runtime),
    suspend: suspendOf(fleet, runtime),
    crash: crashOf(fleet, around, runtime),
    trial: ofGoodOnes(trialOf(around, runtime), releases),
    logs: logsOf(around, parts),
    ...(deploy ? { deploy } : {}),
    ...(migrations ? { migrations } : {}),
    ...(services ? { services } : {}),
    ...(traffic ? { traffic } : {}),
    variables: runningVariables(around, parts),
    stop: () => stopParts(parts, runtime),
    async cpuMs() {
      const all = [...parts.services, ...fleet.ever(), ...(parts.edge ? [parts.edge] : [])]
      const each = await Promise.all(all.map((managed) => managed.cpuMs()))
      return each.reduce((sum, ms) => sum + ms, 0)
    },
    endAsked: () => [...fleet.asked],
    unexpectedEnds: () => [...runtime.ends],
  }
}

/** A trial starts what lies there: tried so, a known-bad release would be found good. */
function ofGoodOnes(trial: Trial, releases: Releases): Trial {
  return {
    ...trial,
    async boot(release, change, signal) {
      if (releases.breakageOf(release.version) === null) return trial.boot(release, change, signal)
      throw new FiredrillError('capability-missing', `${release.version} cannot be booted beside the app.`, {
        hint: 'A release made by broken(…) can be shipped; what is to be booted must be a release of its own.',
      })
    },
  }
}

/** A known-bad release lies where the good one does: what the instance was put on last tells them apart. */
async function pointedVersion(
  name: string,
  fleet: Fleet,
  around: Surroundings,
  { context }: Runtime,
): Promise<string | null> {
  const where = await pointedAt(around, name, context.host.files)
  if (where === null) return null
  const put = fleet.runs.get(name)
  return put?.where === where ? put.version : versionAt(around, where)
}

/** Instances side by side, then the edge, then the services from the last to the first; the first error at the end. */
async function stopParts(parts: Parts, runtime: Runtime): Promise<void> {
  const stop = (all: readonly Managed[]) =>
    Promise.allSettled(all.map((managed) => stopProcess(managed, runtime)))
  const results = await stop(parts.instances)
  results.push(...(await stop(parts.edge ? [parts.edge] : [])))
  for (const service of parts.services.toReversed()) results.push(...(await stop([service])))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

function trafficOf(around: Surroundings): Traffic | null {
  const log = around.options.edge?.accessLog
  if (!log) return null
  const file = below(around.root, expand(log.file, edgeVariables(around)))
  const { attempts, ...fields } = log.fields
  return {
    source: {
      file,
      format: { kind: 'json-lines', fields: { ...fields, ...(attempts === undefined ? {} : { attempts }) } },
    },
  }
}

function runningVariables(around: Surroundings, { instances }: Parts): Record<string, string> {
  const urls = instances.map(({ spec }) => [`${spec.name}.url`, loopback(spec.port)])
  return { ...sharedVariables(around), edge: edgeUrl(around), ...Object.fromEntries(urls) }
}
