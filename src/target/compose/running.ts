/** The Compose target while it runs: its capabilities, each on the containers as they are. */
import type { Following } from '../../host/engine/following.ts'
import { namesOf } from '../app/said.ts'
import type { Links, RunningTarget, Traffic } from '../target.ts'
import { crashOf } from './crash.ts'
import { deployOf } from './deploy.ts'
import { lifecycleOf } from './lifecycle.ts'
import type { LogFollowing } from './logs.ts'
import { migrationsOf } from './migrations.ts'
import { networkOf } from './network.ts'
import { observe } from './observe.ts'
import { serviceNameOf } from './places.ts'
import type { Releases } from './release.ts'
import { resourcesOf } from './resources.ts'
import type { Runtime } from './runtime.ts'
import { servicesOf } from './services.ts'
import { stopService } from './stop.ts'
import { storageOf } from './storage.ts'
import { accessLogPath, edgeUrl, logPath, type Surroundings, sharedVariables } from './surroundings.ts'
import { suspendOf } from './suspend.ts'
import { trialOf } from './trial.ts'

export interface Followings {
  logs: LogFollowing
  events: Pick<Following, 'stop'>
}

export function createRunning(
  around: Surroundings,
  runtime: Runtime,
  releases: Releases,
  followings: Followings,
  links: Links | null = null,
): RunningTarget {
  const { options } = around
  const { fleet } = runtime
  const look = (name: string) => observe(name, around, runtime)
  const deploy = deployOf({ releases, around, runtime, look })
  const migrations = migrationsOf(around, runtime)
  const services = servicesOf(around, runtime)
  const traffic = trafficOf(around)
  return {
    edge: new URL(edgeUrl(around)),
    probePath: options.probePath,
    paths: {
      health: options.health ?? null,
      ready: options.ready,
      headers: namesOf(options.version).headers,
    },
    instances: () => Promise.all(fleet.serving.map(look)),
    lifecycle: lifecycleOf(around, runtime),
    suspend: suspendOf(runtime),
    network: networkOf(runtime),
    resources: resourcesOf(runtime),
    storage: storageOf(runtime),
    crash: crashOf(around, runtime),
    logs: {
      stamped: true,
      file: (name) =>
        Object.hasOwn(around.project.services, serviceNameOf(options, name)) ? logPath(around, name) : null,
    },
    ...(deploy ? { deploy, trial: trialOf(around, runtime, releases) } : {}),
    ...(migrations ? { migrations } : {}),
    ...(services ? { services } : {}),
    ...(links ? { links } : {}),
    ...(traffic ? { traffic } : {}),
    variables: { ...sharedVariables(around), edge: edgeUrl(around) },
    stop: () => stopAll(around, runtime, followings),
    cpuMs: createCpu(runtime),
    endAsked: () => [...fleet.asked],
    unexpectedEnds: () => [...runtime.ends],
  }
}

/** Instances side by side, then the edge, then the services from the last to the first. */
async function stopAll(around: Surroundings, runtime: Runtime, { logs, events }: Followings): Promise<void> {
  const { edge, services } = around.options
  const stop = (names: readonly string[]) =>
    Promise.allSettled(names.map((name) => stopService(name, around, runtime)))
  const results = await stop(runtime.fleet.all)
  for (const name of [edge.service, ...Object.keys(services).toReversed()])
    results.push(...(await stop([name])))
  await events.stop()
  await logs.stop()
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

function trafficOf(around: Surroundings): Traffic | null {
  const log = around.options.edge.accessLog
  if (!log) return null
  const { attempts, ...fields } = log.fields
  return {
    source: {
      file: accessLogPath(around),
      format: { kind: 'json-lines', fields: { ...fields, ...(attempts === undefined ? {} : { attempts }) } },
    },
  }
}

/** What has ended shows no CPU time any more: the last that was seen of it counts. */
function createCpu({ engine, containers }: Runtime): () => Promise<number> {
  const seen = new Map<string, number>()
  return async () => {
    for (const { id, startedMs } of await containers.all()) {
      const key = `${id} ${startedMs}`
      seen.set(key, Math.max(seen.get(key) ?? 0, await engine.cpuMs(id)))
    }
    return [...seen.values()].reduce((sum, ms) => sum + ms, 0)
  }
}
