/** Stops a process gracefully; what does not end in its time is killed, and that is said. */
import type { ProcessIdentity } from '../../host/host.ts'
import { formatMs } from '../../units.ts'
import type { Managed } from './managed.ts'
import type { Runtime } from './runtime.ts'
import { killAll, killCommand, signalEach } from './signals.ts'

const POLL_MS = 50

/** Does nothing when it is down. Throws `stop-failed` when even SIGKILL did not end it. */
export async function stopProcess(managed: Managed, runtime: Runtime): Promise<void> {
  managed.expectEnd()
  const { context } = runtime
  const { spec } = managed
  const processes = await managed.processes()
  if (processes.length === 0) return
  const told = spec.stopSignalTo === 'all' ? processes : mainOf(managed, processes)
  const undo = { kind: 'covered', args: { by: `start ${spec.name}` } }
  const command = killCommand(spec.stopSignal, told, spec.cwd)
  await context.change({ what: `stop ${spec.name}`, undo, command }, async () => {
    await signalEach(context.host, told, spec.stopSignal)
    // A stopped process takes no signal but this one.
    await signalEach(context.host, processes, 'SIGCONT')
    const left = await waitGone(managed, runtime)
    if (left.length === 0) return
    context.progress(
      `${spec.name} did not end within ${formatMs(spec.stopTimeoutMs)} of ${spec.stopSignal}: killed`,
    )
    await killAll(context.host, managed, left)
  })
}

function mainOf(managed: Managed, processes: readonly ProcessIdentity[]): readonly ProcessIdentity[] {
  const spawned = managed.spawned()
  const main = processes.filter(
    ({ pid, startTime }) => pid === spawned?.pid && startTime === spawned.startTime,
  )
  return main.length > 0 ? main : processes
}

async function waitGone(managed: Managed, { context: { host } }: Runtime): Promise<ProcessIdentity[]> {
  const deadlineMs = host.clock.monoMs() + managed.spec.stopTimeoutMs
  for (;;) {
    const left = await managed.processes()
    if (left.length === 0 || host.clock.monoMs() >= deadlineMs) return left
    await host.clock.sleep(POLL_MS)
  }
}
