/** Stops a process gracefully; what does not end in its time is killed, and that is said. */
import type { ProcessIdentity } from '../../host/host.ts'
import { formatMs } from '../../units.ts'
import type { Stopped } from '../target.ts'
import type { Managed } from './managed.ts'
import type { Runtime } from './runtime.ts'
import { killAll, killCommand, signalEach } from './signals.ts'

const POLL_MS = 50

const NOTHING: Stopped = { exitCode: null, signal: null, tookMs: 0, killed: false }

/**
 * Does nothing when it is down. `withinMs`: the longest that it may take before it is killed. Throws `stop-failed`
 * when even SIGKILL did not end it.
 */
export async function stopProcess(
  managed: Managed,
  runtime: Runtime,
  withinMs = managed.spec.stopTimeoutMs,
): Promise<Stopped> {
  managed.expectEnd()
  const { context } = runtime
  const { spec } = managed
  const processes = await managed.processes()
  if (processes.length === 0) return NOTHING
  const told = toldOf(managed, processes)
  const undo = { kind: 'covered', args: { by: `start ${spec.name}` } }
  const command = killCommand(spec.stopSignal, told, spec.cwd)
  return context.change({ what: `stop ${spec.name}`, undo, command }, () =>
    endProcesses(managed, processes, runtime, withinMs),
  )
}

/** The act itself, for one that lives, without a journal. Throws `stop-failed`. */
export async function endProcesses(
  managed: Managed,
  processes: readonly ProcessIdentity[],
  runtime: Runtime,
  withinMs = managed.spec.stopTimeoutMs,
): Promise<Stopped> {
  const { context } = runtime
  const { clock } = context.host
  const { name, stopSignal } = managed.spec
  managed.expectEnd()
  const askedMs = clock.monoMs()
  await signalEach(context.host, toldOf(managed, processes), stopSignal)
  // A stopped process takes no signal but this one.
  await signalEach(context.host, processes, 'SIGCONT')
  const left = await waitGone(managed, runtime, withinMs)
  if (left.length > 0) {
    context.progress(`${name} did not end within ${formatMs(withinMs)} of ${stopSignal}: killed`)
    await killAll(context.host, managed, left)
  }
  const tookMs = clock.monoMs() - askedMs
  const exit = await managed.exit()
  return { exitCode: exit?.code ?? null, signal: exit?.signal ?? null, tookMs, killed: left.length > 0 }
}

/** Those that get the stop signal. */
export function toldOf(managed: Managed, processes: readonly ProcessIdentity[]): readonly ProcessIdentity[] {
  return managed.spec.stopSignalTo === 'all' ? processes : mainOf(managed, processes)
}

/** The one that was started; all, where that is gone. */
export function mainOf(managed: Managed, processes: readonly ProcessIdentity[]): readonly ProcessIdentity[] {
  const spawned = managed.spawned()
  const main = processes.filter(
    ({ pid, startTime }) => pid === spawned?.pid && startTime === spawned.startTime,
  )
  return main.length > 0 ? main : processes
}

async function waitGone(
  managed: Managed,
  { context: { host } }: Runtime,
  withinMs: number,
): Promise<ProcessIdentity[]> {
  const deadlineMs = host.clock.monoMs() + withinMs
  for (;;) {
    const left = await managed.processes()
    if (left.length === 0 || host.clock.monoMs() >= deadlineMs) return left
    await host.clock.sleep(POLL_MS)
  }
}
