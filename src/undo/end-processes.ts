import type { JsonObject } from '../drill/model.ts'
import type { Host, ProcessIdentity } from '../host/host.ts'
import { markArg, numberArg } from './args.ts'
import { failed, nothingToUndo, undone } from './outcome.ts'
import { sendSignal } from './send-signal.ts'
import type { UndoContext, UndoOutcome } from './undo.ts'

const GRACE_MS = 5000
const HURRIED_GRACE_MS = 1000
const KILL_DEADLINE_MS = 10_000
const POLL_MS = 25

/**
 * `{ mark, graceMs? }`: ends everything that carries the mark. Asked first (SIGTERM, to stopped ones too, which are
 * woken for it), then killed, again and again until none is seen: a supervisor may be starting new ones meanwhile.
 */
export async function endProcesses(args: JsonObject, context: UndoContext): Promise<UndoOutcome> {
  const mark = markArg(args)
  const graceMs = numberArg(args, 'graceMs', GRACE_MS)
  const { host } = context
  const none = `no process carries the mark ${mark}`
  const before = await seen(host, mark)
  if (before.length === 0) return nothingToUndo(none)
  await askToEnd(mark, before, graceMs, context)
  const left = await killAll(host, mark)
  if (left.length === 0) return undone(`${none}; ${before.length} had to be ended`)
  const pids = left.map(({ pid }) => pid).join(' ')
  return failed(`processes ${pids} still carry the mark ${mark} after SIGKILL`, `kill -9 ${pids}`)
}

/** SIGTERM once to each, those that appear meanwhile included; until none is left or the time is over. */
async function askToEnd(
  mark: string,
  first: readonly ProcessIdentity[],
  graceMs: number,
  context: UndoContext,
): Promise<void> {
  const { host, signal } = context
  const asked = new Set<string>()
  const askedMs = host.clock.monoMs()
  // Somebody may begin to hurry meanwhile.
  const untilMs = () => askedMs + (context.hurry ? Math.min(graceMs, HURRIED_GRACE_MS) : graceMs)
  for (let alive = first; alive.length > 0; alive = await host.processes.marked(mark)) {
    for (const process of alive) {
      const key = `${process.pid}@${process.startTime}`
      if (asked.has(key)) continue
      asked.add(key)
      if (await host.processes.stopped(process)) await sendSignal(host, process, 'SIGCONT')
      await sendSignal(host, process, 'SIGTERM')
    }
    if (signal.aborted || host.clock.monoMs() >= untilMs()) return
    await host.clock.sleep(POLL_MS)
  }
}

async function killAll(host: Host, mark: string): Promise<ProcessIdentity[]> {
  const untilMs = host.clock.monoMs() + KILL_DEADLINE_MS
  for (;;) {
    const alive = await seen(host, mark)
    if (alive.length === 0 || host.clock.monoMs() >= untilMs) return alive
    for (const process of alive) await sendSignal(host, process, 'SIGKILL')
    await host.clock.sleep(POLL_MS)
  }
}

/** None is believed only when it was seen twice: one look may miss a child born while the table was read. */
export async function seen(host: Host, mark: string): Promise<ProcessIdentity[]> {
  const first = await host.processes.marked(mark)
  return first.length > 0 ? first : await host.processes.marked(mark)
}
