/** Whose a run is: its journal names the directory of the project that it is of. */
import { basename, dirname, join } from 'node:path'
import { FiredrillError } from '../errors.ts'
import type { Host } from '../host/host.ts'
import { type JournalText, readJournal } from '../journal/reader.ts'
import { RECORD_FILES } from '../journal/record.ts'
import { quoted } from '../shell-words.ts'

export interface ProjectPlaces {
  /** Absolute. */
  root: string
  reportsDir: string
}

export type Whose =
  | { kind: 'own' }
  /** `root`: of that project, which is there. */
  | { kind: 'other'; root: string }
  /** The record does not say, or the directory that it names is gone; and it lies elsewhere than this project's. */
  | { kind: 'unknown' }

/** Null: there is no journal that can be read. */
export async function journalOf(host: Host, directory: string): Promise<JournalText | null> {
  const text = await host.files.readIfThere(join(directory, RECORD_FILES.journal))
  try {
    return text === null ? null : readJournal(text, basename(directory))
  } catch (error) {
    if (error instanceof FiredrillError && error.code === 'record-invalid') return null
    throw error
  }
}

/**
 * `root`: as the record says it; older ones do not. What lies below a project's reports and names no other project that
 * is there is the project's own: it may have been moved, or be seen from a container under another name.
 */
export async function whoseRun(
  host: Pick<Host, 'files'>,
  { directory, root }: { directory: string; root: string | undefined },
  project: ProjectPlaces,
): Promise<Whose> {
  if (root === project.root) return { kind: 'own' }
  if (root !== undefined && (await host.files.exists(root))) return { kind: 'other', root }
  return dirname(directory) === project.reportsDir ? { kind: 'own' } : { kind: 'unknown' }
}

/** Which command undoes the run, and where, in words. */
export function whereToRecover(directory: string, whose: Whose): string {
  const command = `\`firedrill recover ${quoted(directory)}\``
  return whose.kind === 'other' ? `Run ${command} in ${quoted(whose.root)}` : `Run ${command}`
}
