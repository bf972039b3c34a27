/** A file is made whole under a hidden name beside its own. Whoever is killed meanwhile leaves that draft. */
import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'

/** `maker`: a run, for a place that outlives it: its undo knows the draft by that, whatever is in it by then. */
export function draftOf(path: string, maker?: string): string {
  const by = maker === undefined ? '' : `${maker}.`
  return join(dirname(path), `.${basename(path)}.${by}${randomUUID().slice(0, 8)}`)
}

/** Is the file of this name a draft that this maker left? */
export function isDraftOf(name: string, maker: string): boolean {
  return name.startsWith('.') && name.includes(`.${maker}.`)
}
