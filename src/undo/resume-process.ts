import type { JsonObject } from '../drill/model.ts'
import type { Host, ProcessIdentity } from '../host/host.ts'
import { markArg, numberArg, textArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import { sendSignal } from './send-signal.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

const DEADLINE_MS = 2000
const POLL_MS = 10

/** `{ mark }` or `{ pid, startTime }`: SIGCONT to what is stopped, until it is seen running, or gone. */
export async function resumeProcess(args: JsonObject, { host }: UndoContext): Promise<UndoOutcome> {
  const before = await stoppedOf(args, host)
  if (before.length === 0) return nothingToUndo(`${named(args)}: nothing is stopped`)
  const untilMs = host.clock.monoMs() + DEADLINE_MS
  for (let stopped = before; ; stopped = await stoppedOf(args, host)) {
    if (stopped.length === 0) return undone(`${named(args)}: ${pids(before)} was resumed, nothing is stopped`)
    if (host.clock.monoMs() >= untilMs) {
      return failed(`${named(args)}: ${pids(stopped)} is still stopped`, `kill -CONT ${pids(stopped)}`)
    }
    for (const process of stopped) await sendSignal(host, process, 'SIGCONT')
    await host.clock.sleep(POLL_MS)
  }
}

async function stoppedOf(args: JsonObject, host: Host): Promise<ProcessIdentity[]> {
  const meant = args.mark === undefined ? [identityOf(args)] : await host.processes.marked(markArg(args))
  const stopped = await Promise.all(meant.map((process) => host.processes.stopped(process)))
  return meant.filter((_, index) => stopped[index])
}

function identityOf(args: JsonObject): ProcessIdentity {
  return { pid: numberArg(args, 'pid', Number.NaN), startTime: textArg(args, 'startTime') }
}

function named(args: JsonObject): string {
  return args.mark === undefined ? `process ${String(args.pid)}` : `the mark ${String(args.mark)}`
}

function pids(processes: readonly ProcessIdentity[]): string {
  return processes.map(({ pid }) => pid).join(' ')
}
