/** The records that the gate looks at: those whose first line can be believed, and what is left of the others. */
import { basename, join } from 'node:path'
import type { Unfit } from '../gate/decision.ts'
import type { LostRecord } from '../gate/doubt.ts'
import { toldVerdict } from '../gate/told-verdict.ts'
import type { Files } from '../host/host.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { isAsSealed } from '../journal/seal.ts'
import { type RecordHead, recordHeads } from './record-heads.ts'

export interface GateRecords {
  /** The newest first. */
  heads: RecordHead[]
  lost: LostRecord[]
  /** Directories of what is lost. */
  unreadable: string[]
}

const UNREADABLE: Unfit = { code: 'unreadable', why: 'its journal cannot be read' }
const CHANGED: Unfit = { code: 'edited', why: 'its journal was changed since it was sealed' }

/**
 * By its first line a record is dismissed (of another drill, target, day), before anything else of it is read: so the
 * journal is held against its seal first. Throws `record-invalid` where something cannot be looked into.
 */
export async function gateRecords(files: Files, places: readonly string[]): Promise<GateRecords> {
  const found = await recordHeads(files, places)
  const heads: RecordHead[] = []
  const lost: LostRecord[] = []
  for (const head of found.heads) {
    const { directory, header } = head
    if ((await isAsSealed(files, directory, RECORD_FILES.journal)) !== false) heads.push(head)
    else lost.push({ ...(await leftOf(files, directory)), lack: CHANGED, claimed: header.drill })
  }
  for (const directory of found.unreadable)
    lost.push({ ...(await leftOf(files, directory)), lack: UNREADABLE, claimed: null })
  return { heads, lost, unreadable: lost.map(({ directory }) => directory) }
}

async function leftOf(
  files: Files,
  directory: string,
): Promise<Pick<LostRecord, 'directory' | 'name' | 'told'>> {
  // Whatever keeps it from being read, it says nothing then.
  const stored = await files.readIfThere(join(directory, RECORD_FILES.verdict)).catch(() => null)
  return { directory, name: basename(directory), told: toldVerdict(stored) }
}
