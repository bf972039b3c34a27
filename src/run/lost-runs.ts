/** Runs that left a lock whose record is gone: what they had changed is known to nobody, but what carries their mark is found. */
import { join } from 'node:path'
import type { Host } from '../host/host.ts'
import { isElsewhere } from '../host/place.ts'
import { stateDir } from '../host/state-dir.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { runUndo } from '../undo/map.ts'
import type { UndoContext, UndoOutcome, UndoSpec } from '../undo/undo.ts'
import { lockOwners } from './records.ts'
import { scratchOf } from './scratch.ts'

export interface LostRun {
  run: string
  /** Where its record was. */
  directory: string
}

/** A run whose journal is not on disk changes nothing: one that holds a lock had one. */
export async function lostRuns(host: Host): Promise<LostRun[]> {
  const here = await host.machine.place()
  const lost = new Map<string, LostRun>()
  for (const owner of await lockOwners(host)) {
    const { run, directory } = owner
    if (await host.files.exists(join(directory, RECORD_FILES.journal))) continue
    // The record of one that runs elsewhere may be there, under this name.
    if (owner.where !== undefined && isElsewhere(owner.where, here)) continue
    if (!(await host.processes.alive(owner))) lost.set(run, { run, directory })
  }
  return [...lost.values()]
}

const HURRIED_MS = 15_000

/** Ends everything that carries the mark of the run, removes its temporary directory, and then its locks. */
export async function endLost(host: Host, { run }: LostRun): Promise<UndoOutcome[]> {
  const context: UndoContext = { host, signal: AbortSignal.timeout(HURRIED_MS), hurry: true }
  const undos: UndoSpec[] = [
    { kind: 'end-processes', args: { mark: `${run}/` } },
    { kind: 'remove-dir', args: { path: scratchOf(host, run) } },
  ]
  const outcomes: UndoOutcome[] = []
  for (const undo of undos) outcomes.push(await runUndo(undo, context))
  // What could not be ended is told again the next time.
  if (!outcomes.every(({ healed }) => healed)) return outcomes
  const release = { kind: 'release-lock', args: { directory: stateDir(host), run } }
  return [...outcomes, await runUndo(release, context)]
}
