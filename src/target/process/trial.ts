/** Starts a release beside the app, with another environment, looks what it makes of it, and ends it. */
import { join } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import { lastLines } from '../app/last-lines.ts'
import { whatItSays } from '../app/says.ts'
import type { Trial, TrialChange, TrialSeen } from '../target.ts'
import { createManaged, type Managed } from './managed.ts'
import type { Runtime } from './runtime.ts'
import { searchSecrets } from './secrets.ts'
import { instanceSpec, type ProcessSpec } from './spec.ts'
import { stopProcess } from './stop.ts'
import { loopback, placesOf, type Surroundings } from './variables.ts'

/** It has no users: what does not end in this time is killed. */
const STOP_WITHIN_MS = 5000

export function trialOf(around: Surroundings, runtime: Runtime): Trial {
  const { host } = runtime.context
  let count = 0
  return {
    required: around.options.required,
    async boot(release, change, signal) {
      const n = ++count
      // Counted on from the instances. One that a rollout adds may have the same {n}, but never the name or the port.
      const place = { name: `trial-${n}`, n: placesOf(around).length + n, port: await host.net.freePort() }
      const good = instanceSpec(around, place, release.where)
      const spec = changed(good, change, around.logs)
      // Its end is no event of the app's.
      const own = { ...runtime, baseEnv: without(runtime.baseEnv, change), ends: [] }
      const managed = createManaged(spec, own)
      const startMs = host.clock.monoMs()
      try {
        const outcome = await outcomeOf(managed, signal)
        const tookMs = host.clock.monoMs() - startMs
        const said =
          outcome === 'ready' ? await whatItSays(loopback(place.port), around.options.version, runtime) : null
        const exit = outcome === 'ended' ? await managed.exit() : null
        return seen(outcome, exit, tookMs, said, await lastLines(host.files, spec.log, runtime.redact))
      } finally {
        await stopProcess(managed, own, Math.min(STOP_WITHIN_MS, spec.stopTimeoutMs))
      }
    },
    searchSecrets: (directories) => searchSecrets(directories, around.options, runtime),
  }
}

/** The instance's own specification, but for the change; a log that no earlier trial has written to. */
function changed(good: ProcessSpec, change: TrialChange, logs: string): ProcessSpec {
  return {
    ...good,
    env: without({ ...good.env, ...change.set }, change),
    readyTimeoutMs: change.withinMs,
    log: join(logs, `${good.name}.log`),
  }
}

function without(
  env: Readonly<Record<string, string>>,
  { without: names }: TrialChange,
): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)))
}

/** `ended`: all of it. Rejects only when it could not be started at all, or the signal ended it. */
async function outcomeOf(managed: Managed, signal: AbortSignal): Promise<TrialSeen['outcome']> {
  try {
    await managed.start(signal)
    return 'ready'
  } catch (error) {
    if (error instanceof FiredrillError && managed.mark() !== null) {
      if (error.code === 'start-failed') return 'ended'
      if (error.code === 'never-ready') return 'neither'
    }
    throw error
  }
}

function seen(
  outcome: TrialSeen['outcome'],
  exit: Awaited<ReturnType<Managed['exit']>>,
  tookMs: number,
  said: unknown,
  lines: string[],
): TrialSeen {
  return {
    outcome,
    exitCode: exit?.code ?? null,
    signal: exit?.signal ?? null,
    tookMs,
    said,
    lastLines: lines,
  }
}
