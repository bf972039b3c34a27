/** The process target while it runs: its capabilities, each on the parts that were started. */
import { FiredrillError } from '../../errors.ts'
import type { Instance, Lifecycle, RunningTarget, Suspend, Traffic } from '../target.ts'
import type { Managed } from './managed.ts'
import { observe } from './observe.ts'
import type { Runtime } from './runtime.ts'
import { killAll, killCommand, notStopped, signalEach, stopAll } from './signals.ts'
import type { Parts } from './start.ts'
import { stopProcess } from './stop.ts'
import { expand } from './templates.ts'
import { below, edgeUrl, edgeVariables, loopback, type Surroundings, sharedVariables } from './variables.ts'

export function createRunning(around: Surroundings, runtime: Runtime, parts: Parts): RunningTarget {
  const all = [...parts.services, ...parts.instances, ...(parts.edge ? [parts.edge] : [])]
  const traffic = trafficOf(around)
  return {
    edge: new URL(edgeUrl(around)),
    probePath: around.options.probePath,
    instances: () => Promise.all(parts.instances.map((each) => observe(each, around, runtime))),
    lifecycle: lifecycleOf(parts, runtime),
    suspend: suspendOf(parts, runtime),
    ...(traffic ? { traffic } : {}),
    variables: runningVariables(around, parts),
    stop: () => stopParts(parts, runtime),
    async cpuMs() {
      const each = await Promise.all(all.map((managed) => managed.cpuMs()))
      return each.reduce((sum, ms) => sum + ms, 0)
    },
    unexpectedEnds: () => [...runtime.ends],
  }
}

function lifecycleOf(parts: Parts, { context }: Runtime): Lifecycle {
  const { host } = context
  return {
    killUndo: ({ name }) => ({ kind: 'covered', args: { by: `start ${find(parts, name).spec.name}` } }),
    async kill(instance) {
      const managed = same(parts, instance)
      const processes = await servingFirst(managed, instance)
      if (processes.length === 0) throw down(instance.name)
      managed.expectEnd()
      const command = killCommand('SIGKILL', processes, managed.spec.cwd)
      const atMs = host.clock.monoMs()
      await killAll(host, managed, processes)
      return { atMs, command }
    },
    async start(name) {
      // A fault is also healed after the run was cancelled: then only the time limit ends the wait.
      const { signal } = context
      await find(parts, name).start(signal.aborted ? undefined : signal)
    },
  }
}

function suspendOf(parts: Parts, { context: { host } }: Runtime): Suspend {
  return {
    pauseUndo(instance) {
      return { kind: 'resume-process', args: { mark: same(parts, instance).mark() } }
    },
    async pause(instance) {
      const managed = same(parts, instance)
      const processes = await servingFirst(managed, instance)
      if (processes.length === 0) throw down(instance.name)
      const command = killCommand('SIGSTOP', processes, managed.spec.cwd)
      const atMs = host.clock.monoMs()
      await stopAll(host, managed, processes)
      return { atMs, command }
    },
    async resume({ name }) {
      await signalEach(host, await find(parts, name).processes(), 'SIGCONT')
    },
    async isPaused({ name }) {
      const managed = find(parts, name)
      return (await managed.processes()).length > 0 && (await notStopped(host, managed)).length === 0
    },
  }
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

/** The signal must reach the one that serves first: the instant of the fault is read just before. */
async function servingFirst(managed: Managed, { identity }: Instance) {
  const processes = await managed.processes()
  const first = ({ pid }: { pid: number }) => (pid === identity?.process?.pid ? 0 : 1)
  return processes.toSorted((a, b) => first(a) - first(b))
}

function find({ instances }: Parts, name: string): Managed {
  const found = instances.find(({ spec }) => spec.name === name)
  if (found) return found
  throw new FiredrillError('drill-invalid', `The target has no instance "${name}".`, {
    hint: `It has ${instances.map(({ spec }) => spec.name).join(', ')}.`,
  })
}

/** Throws when it is another one by now than the one that was observed: only what was named may be hit. */
function same(parts: Parts, { name, identity }: Instance): Managed {
  const managed = find(parts, name)
  if (identity === null) throw down(name)
  if (identity.mark === managed.mark()) return managed
  throw new FiredrillError('drill-invalid', `${name} was started anew since it was looked at.`, {
    hint: 'Look again, and hit what is there now.',
  })
}

function down(name: string): FiredrillError {
  return new FiredrillError('drill-invalid', `${name} is down: there is nothing to hit.`, {
    hint: 'Start it first, or name another instance.',
  })
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
