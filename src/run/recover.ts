/** `firedrill recover`: undoes a run whose process is gone, from its journal, as its watchdog would have. */
import { basename, join } from 'node:path'
import type { Host } from '../host/host.ts'
import { readJournal } from '../journal/reader.ts'
import { RECORD_FILES } from '../journal/record.ts'
import type { UndoContext } from '../undo/undo.ts'
import { epochOwner } from './epoch.ts'
import { type TakeOver, takeOver } from './watchdog/take-over.ts'

export type Recovered =
  | { kind: 'running'; pid: number }
  | Exclude<TakeOver, { kind: 'undone' }>
  | (Extract<TakeOver, { kind: 'undone' }> & { undos: string[] })

/** Does nothing to a run whose process, or whose watchdog, still acts. */
export async function recoverRun(
  host: Host,
  directory: string,
  handlers: UndoContext['handlers'],
): Promise<Recovered> {
  const owner = await epochOwner(host, directory)
  if (owner && (await host.processes.alive(owner.process))) {
    if ((await endOf(host, directory)) === 'open') return { kind: 'running', pid: owner.process.pid }
  }
  const result = await takeOver(host, directory, 'recover', handlers)
  if (result.kind !== 'undone') return result
  const { events } = readJournal(await readText(host, directory), basename(directory))
  const undos = events
    .filter((event) => event.type === 'undone' && event.by === 'recover')
    .map((event) => (event.type === 'undone' ? `${event.outcome}: ${event.evidence}` : ''))
  return { ...result, undos }
}

/** Records below `reportsDir` that were not cleaned up, the oldest first. */
export async function unfinishedRuns(host: Host, reportsDir: string): Promise<string[]> {
  const names = (await host.files.exists(reportsDir)) ? await host.files.list(reportsDir) : []
  const found: string[] = []
  for (const name of names.filter((each) => each !== 'latest').toSorted()) {
    const directory = join(reportsDir, name)
    if (!(await host.files.exists(join(directory, RECORD_FILES.epoch.concat('.0'))))) continue
    if ((await endOf(host, directory)) !== 'clean') found.push(directory)
  }
  return found
}

async function endOf(host: Host, directory: string): Promise<'clean' | 'dirty' | 'open'> {
  const { events } = readJournal(await readText(host, directory), basename(directory))
  const last = events.findLast((event) => event.type === 'cleanup-ended')
  return last?.type === 'cleanup-ended' ? last.cleanup : 'open'
}

function readText(host: Host, directory: string): Promise<string> {
  return host.files.read(join(directory, RECORD_FILES.journal))
}
