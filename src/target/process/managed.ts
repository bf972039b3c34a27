/** One process of the target through all its starts: each start has a mark of its own. */

import { dirname } from 'node:path'
import { FiredrillError } from '../../errors.ts'
import type { Child, ProcessIdentity } from '../../host/host.ts'
import { commandLine } from '../app/command.ts'
import { lastLines } from '../app/last-lines.ts'
import { waitReady } from '../app/ready.ts'
import { allOf, type End, type Runtime, untilGone } from './runtime.ts'
import type { ProcessSpec } from './spec.ts'

const NEVER = Number.NEGATIVE_INFINITY

export interface Managed {
  /** As it was started last, or will be started next. */
  readonly spec: ProcessSpec
  /** From the next start on it is started so; name and port stay. */
  use(spec: ProcessSpec): void
  /** Of the latest start; null before the first. */
  mark(): string | null
  /** The process that was spawned by the latest start; its forks may be the ones that serve. */
  spawned(): ProcessIdentity | null
  /** Everything alive of the latest start. */
  processes(): Promise<ProcessIdentity[]>
  /** Starts it anew and resolves once it is ready, with how that was seen. Throws `start-failed` or `never-ready`. */
  start(signal?: AbortSignal): Promise<string>
  /** From now on its end is wanted; within that time, where one is given. */
  expectEnd(withinMs?: number): void
  /** It is to live on: an end that was wanted did not come, or is wanted no more. */
  expectLife(): void
  /** How the process that was spawned by the latest start ended; null while it lives, or before the first. */
  exit(): Promise<Exit | null>
  /** CPU ms of all its starts so far. */
  cpuMs(): Promise<number>
}

export type Exit = Awaited<Child['exited']>

interface Generation {
  mark: string
  child: Child
  gone: Promise<End>
  /** An end before it is ready is thrown by `start`; one after that was asked for, or is unexpected. */
  ready: boolean
  /** Until then its end is wanted (mono ms). */
  endWantedUntilMs: number
  /** How long the log was before, bytes. */
  logFrom: number
}

export function createManaged(first: ProcessSpec, runtime: Runtime): Managed {
  const { host } = runtime.context
  let spec = first
  const cpuByMark = new Map<string, number>()
  let latest: Generation | null = null
  const processes = async () => (latest === null ? [] : allOf(host, latest.mark))
  return {
    get spec() {
      return spec
    },
    use(next) {
      spec = next
    },
    mark: () => latest?.mark ?? null,
    spawned: () => latest?.child.identity ?? null,
    processes,
    async start(signal) {
      if ((await processes()).length > 0)
        throw new FiredrillError('drill-invalid', `${spec.name} is up already: it cannot be started.`, {
          hint: 'Start only what is down.',
        })
      const generation = await spawn(spec, runtime)
      latest = generation
      const seen = await waitReady(
        { ...spec, logFrom: generation.logFrom },
        runtime,
        generation.gone,
        generation.mark,
        signal,
      )
      generation.ready = true
      return seen
    },
    expectEnd(withinMs = Number.POSITIVE_INFINITY) {
      if (latest) latest.endWantedUntilMs = host.clock.monoMs() + withinMs
    },
    expectLife() {
      if (latest) latest.endWantedUntilMs = NEVER
    },
    async exit() {
      if (latest === null || (await host.processes.alive(latest.child.identity))) return null
      return latest.child.exited
    },
    async cpuMs() {
      // What has ended shows no CPU time any more: the last that was seen of it counts.
      if (latest)
        cpuByMark.set(
          latest.mark,
          Math.max(cpuByMark.get(latest.mark) ?? 0, await host.processes.cpuMs(latest.mark)),
        )
      return [...cpuByMark.values()].reduce((sum, ms) => sum + ms, 0)
    },
  }
}

async function spawn(spec: ProcessSpec, runtime: Runtime): Promise<Generation> {
  const { context, redact, baseEnv } = runtime
  const { host } = context
  const mark = context.nextMark()
  const logFrom = await host.files.size(spec.log)
  const undo = { kind: 'end-processes', args: { mark, graceMs: spec.stopTimeoutMs } }
  const intent = { what: `start ${spec.name}`, undo, command: commandLine(spec, redact) }
  const child = await context.change(intent, async () => {
    await host.files.makeDir(dirname(spec.log))
    return host.processes.spawn({
      argv: spec.argv,
      cwd: spec.cwd,
      env: { ...baseEnv, ...spec.env },
      mark,
      stdout: { file: spec.log },
      stderr: { file: spec.log },
    })
  })
  const gone = untilGone(host, mark, child)
  const generation: Generation = { mark, child, gone, ready: false, endWantedUntilMs: NEVER, logFrom }
  void report(generation, spec, runtime)
  return generation
}

async function report(generation: Generation, spec: ProcessSpec, runtime: Runtime): Promise<void> {
  const { how, atMs } = await generation.gone
  if (!generation.ready || atMs <= generation.endWantedUntilMs) return
  const { logFrom } = generation
  const lines = await lastLines(runtime.context.host.files, spec.log, runtime.redact, logFrom)
  runtime.ends.push({ name: spec.name, atMs, how, lastLines: lines })
}
