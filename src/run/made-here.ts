/** Was a run made here? A record may have come from anywhere, and its journal says what is to be carried out. */
import type { Host } from '../host/host.ts'
import type { PendingUndo } from '../journal/pending.ts'
import { epochOwner, FIRST_EPOCH } from './epoch.ts'

/** What a journal could make do anything at all; the others touch only what is seen to be of a run. */
const ANYTHING: readonly string[] = ['run-command', 'act', 'point-release', 'pretended']

/**
 * Who made the record knew the boot of this machine, a random number that is told to nobody elsewhere. After another
 * boot, and where none is told, it is not shown.
 */
export async function isMadeHere(host: Host, directory: string): Promise<boolean> {
  const owner = await epochOwner(host, directory, FIRST_EPOCH)
  const { boot } = await host.machine.place()
  return boot !== null && owner?.where?.boot === boot
}

/** In place of what a record could make do anything: a person is told, and does it or says that the record is theirs. */
export function withoutCommands(pending: readonly PendingUndo[]): PendingUndo[] {
  return pending.map((each) => {
    const { kind, args } = each.undo
    return ANYTHING.includes(kind) ? { ...each, undo: { kind: 'unproven', args: { of: kind, args } } } : each
  })
}
